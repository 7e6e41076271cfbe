package dev.trawl.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.app.command.Commands;
import dev.trawl.app.command.Console;
import dev.trawl.app.command.Surroundings;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Json;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.stage.BadInput;
import dev.trawl.core.stage.StartStage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Command lines of the documents are parsed by the real command line, so that a renamed option is noticed. */
final class CommandExamplesTest {
    private static final JobFileReader READER = new JobFileReader(Providers.installed());
    private static final String NOWHERE = "target/nowhere/at/all";
    /** Said of every command line that cannot be parsed, and of nothing else. */
    private static final String MISUSED = "--help tells what it takes";

    static Stream<String> examples() {
        return Documents.commandLines();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_command_of_the_documents_is_one(String line) {
        List<String> words = Documents.words(line);
        assertThat(complaint(words)).doesNotContain(MISUSED);
        checkInputs(words);
    }

    @Test
    void a_command_an_option_or_an_input_that_is_none_is_noticed() {
        assertThat(complaint(List.of("rum"))).contains(MISUSED);
        assertThat(complaint(List.of("rows", "posts", "--wear", "kind=picture")))
                .contains(MISUSED);
        assertThat(complaint(List.of("rows", "posts", "--format", "html"))).contains(MISUSED);
        assertThatThrownBy(() -> checkInputs(List.of("run", "reddit-pictures", "subredit=aww")))
                .isInstanceOf(BadInput.class);
    }

    /** What is complained of where a data folder can be neither read nor made, so that nothing is done. */
    private static String complaint(List<String> words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(PrintStream.nullOutputStream(), false, UTF_8),
                new PrintStream(err, true, UTF_8),
                false);
        Surroundings surroundings = new Surroundings(
                console,
                READER,
                _ -> (_, _) -> new Services(Map.of()),
                InstantSource.system(),
                new Random(1),
                _ -> () -> {});
        Commands.run(surroundings, nowhere(words).toArray(String[]::new));
        return err.toString(UTF_8);
    }

    private static List<String> nowhere(List<String> words) {
        List<String> all = new ArrayList<>(words);
        int named = all.indexOf("--data");
        if (named >= 0) {
            all.set(named + 1, NOWHERE);
        } else {
            all.addAll(List.of("--data", NOWHERE));
        }
        return all;
    }

    /** The inputs of a ready-made job that is run, held against those that it has. */
    private static void checkInputs(List<String> words) {
        if (words.size() < 2 || !words.getFirst().equals("run") || words.get(1).startsWith("-")) {
            return;
        }
        ObjectNode given = Json.object();
        words.stream()
                .skip(2)
                .takeWhile(word -> !word.startsWith("-"))
                .map(word -> word.split("=", 2))
                .forEach(input -> given.put(input[0], input[1]));
        StartStage.check(Start.of(new Jobs(READER, Optional.empty()).find(words.get(1)), given));
    }
}
