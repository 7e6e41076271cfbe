package dev.trawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the simulation are checked: mistakes that are made on purpose must be found. */
final class PlantedBugsTest {
    private static final long SEEDS_MAX = 1_000;
    private static final int BUGS_MIN = 30;

    /** Processes at a time, each busy with one bug. */
    private static final int PROCESSES = 2;

    private static final Path DOCUMENT = Path.of("..", "docs", "planted-bugs.md");
    private static final Path TABLE = Path.of("target", "planted-bugs.md");

    @TempDir
    private Path folder;

    /** What the worlds with a bug in them came to. */
    private record Result(PlantedBug bug, SeedsProcess.Said said) {
        String row() {
            return "| `" + bug.name() + "` | " + bug.text().replaceAll("\\s+", " ") + " | " + said.seeds() + " | "
                    + said.invariant().orElse("**not caught**") + " |";
        }
    }

    @Test
    void every_planted_bug_breaks_an_invariant_and_the_code_as_it_is_breaks_none() throws Exception {
        List<Result> results = inTurn(PlantedBug.all().stream()
                .map(bug -> (Callable<Result>) () -> planted(bug))
                .toList());
        write(results);

        assertThat(results).hasSizeGreaterThanOrEqualTo(BUGS_MIN);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.said().invariant())
                        .as("what caught %s", result.bug().name())
                        .isPresent());
        long most =
                results.stream().mapToLong(each -> each.said().seeds()).max().orElseThrow();
        assertThat(inTurn(asItIs(most)))
                .allSatisfy(said -> assertThat(said.invariant()).as(said.said()).isEmpty());
    }

    @Test
    void the_document_names_every_planted_bug_and_no_other() throws IOException {
        List<String> named = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(named)
                .containsExactlyElementsOf(
                        PlantedBug.all().stream().map(PlantedBug::name).toList());
    }

    private Result planted(PlantedBug bug) throws IOException, InterruptedException {
        Path place = folder.resolve(bug.name());
        bug.plant(place);
        return new Result(
                bug, SeedsProcess.run(PlantedBug.classes(place), 1, SEEDS_MAX, folder.resolve(bug.name() + ".txt")));
    }

    private List<Callable<SeedsProcess.Said>> asItIs(long seeds) {
        Path nothing = folder.resolve("nothing");
        long half = seeds / 2;
        return List.of(
                () -> SeedsProcess.run(nothing, 1, half, folder.resolve("first-half.txt")),
                () -> SeedsProcess.run(nothing, half + 1, seeds, folder.resolve("second-half.txt")));
    }

    private static <T> List<T> inTurn(List<Callable<T>> deeds) throws Exception {
        try (ExecutorService processes = Executors.newFixedThreadPool(PROCESSES)) {
            List<T> results = new ArrayList<>();
            for (Future<T> each : processes.invokeAll(deeds)) {
                results.add(each.get());
            }
            return results;
        }
    }

    /** The table as the document has it, for whoever changes a bug. */
    @SuppressWarnings("SystemOut") // For whoever reads the build's log.
    private static void write(List<Result> results) throws IOException {
        List<String> lines = new ArrayList<>(List.of("| bug | what it is | seeds | caught by |", "|---|---|---|---|"));
        results.stream().map(Result::row).forEach(lines::add);
        Files.write(TABLE, lines);
        lines.forEach(System.out::println);
    }
}
