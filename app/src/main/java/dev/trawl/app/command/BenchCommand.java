package dev.trawl.app.command;

import dev.trawl.core.ClosestWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures this machine. */
@Command(
        name = "bench",
        header = "Measures what the engine costs, as ratios against a bare loop in the same run.",
        description = {
            "",
            "NAME is fan-out (durable items whose work is nothing), store (pictures from loopback, stored with a row),",
            "keys (asking whether a key is new), hosts (many hosts, some of them slow), chunks (chunk sizes beside each",
            "other), fetches (10,000 at once), size (memory and disk of a long run in a small process) or restart (how",
            "soon a killed process is replaced). The first round warms the JVM up: read the last one.",
            ""
        },
        footer = {"", "Example:", "  trawl bench fan-out --items 500000 --rounds 4"})
final class BenchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "What to measure.")
    private String name = "";

    @Option(names = "--items", paramLabel = "N", description = "Items a round (standard: as each benchmark needs).")
    private int items;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds (standard: 3).")
    private int rounds;

    @Mixin
    final HelpOption help = new HelpOption();

    private final Surroundings surroundings;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        List<String> names = Benchmark.ALL.stream().map(Benchmark::name).toList();
        Benchmark benchmark = Benchmark.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageFault("There is no benchmark " + name + "; they are "
                        + String.join(", ", names) + ClosestWord.hint(name, names)
                        + " Nothing was measured; trawl bench --help lists them"));
        for (int round = 1; round <= rounds; round++) {
            String begin = "round " + round + ": ";
            Consumer<String> lines = line -> surroundings.console().line(begin + line);
            benchmark.round().measure(items > 0 ? items : benchmark.items(), surroundings.clock(), lines);
        }
        return ExitStatus.GOOD;
    }

    /** A measurement in a folder. */
    @FunctionalInterface
    interface Measured<T> {
        T in(Path folder) throws Exception;
    }

    /** Measures in a folder that is removed afterwards. */
    static <T> T in(Measured<T> measured) throws Exception {
        Path folder = Files.createTempDirectory("trawl-bench");
        try {
            return measured.in(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(BenchCommand::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
