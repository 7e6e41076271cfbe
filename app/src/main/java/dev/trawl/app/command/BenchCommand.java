package dev.trawl.app.command;

import dev.trawl.bench.FanOut;
import dev.trawl.bench.Measured;
import dev.trawl.bench.Restart;
import dev.trawl.bench.Size;
import dev.trawl.bench.Storing;
import dev.trawl.core.ChunkSize;
import dev.trawl.core.ClosestWord;
import dev.trawl.local.sqlite.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what the engine costs beside a bare loop in the same run. */
@Command(
        name = "bench",
        header = "Measures what the engine costs, as ratios against a bare loop in the same run.",
        description = {
            "",
            "NAME is fan-out (durable items whose work is nothing), store (pictures from loopback, stored with a row),",
            "size (memory and disk of a long run in a small process) or restart (how soon a killed process is replaced).",
            "The first round of the first two warms the JVM up: read the last one.",
            ""
        },
        footer = {"", "Example:", "  trawl bench fan-out --items 500000 --rounds 4"})
final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES = List.of("fan-out", "store", "size", "restart");

    @Parameters(index = "0", paramLabel = "NAME", description = "What to measure.")
    private String name = "";

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items a run (standard: 200000; store: 5000; size: 10000000; restart: 1000000).")
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
        if (!NAMES.contains(name)) {
            throw new UsageFault("There is no benchmark " + name + "; they are " + String.join(", ", NAMES)
                    + ClosestWord.hint(name, NAMES) + " Nothing was measured; trawl bench --help lists them");
        }
        for (int round = 1; round <= rounds; round++) {
            switch (name) {
                case "store" -> store(round, items > 0 ? items : 5_000);
                case "size" -> size(round, items > 0 ? items : 10_000_000);
                case "restart" -> restart(round, items > 0 ? items : 1_000_000);
                default -> fanOut(round, items > 0 ? items : 200_000);
            }
        }
        return ExitStatus.GOOD;
    }

    private void fanOut(int round, int items) throws Exception {
        FanOut bench = new FanOut(items);
        line("round %d: %,d items; bare loop of virtual threads: %,.0f items/s, in random order %,.0f"
                .formatted(round, items, bench.bareThreads(false), bench.bareThreads(true)));
        fanOut(bench, "chunk 1, finishing in random order", new FanOut.Way(new ChunkSize.Fixed(1), true, true));
        fanOut(bench, "chunk auto", new FanOut.Way(ChunkSize.AUTO, false, true));
        fanOut(bench, "chunk auto, keys may repeat", new FanOut.Way(ChunkSize.AUTO, false, false));
    }

    private void fanOut(FanOut bench, String name, FanOut.Way way) throws Exception {
        Measured run = inFolder(folder -> bench.durable(folder, way));
        double bare = inFolder(folder -> bench.bareSqlite(folder, run));
        Written written = run.written();
        line("  %s: %,.0f items/s, %.2f us of CPU an item; bare SQLite loop: %,.0f items/s (%.2f times)"
                .formatted(name, run.perSecond(), run.cpuMicros(), bare, bare / run.perSecond()));
        line("    written: %,d bytes in %,d rows and %,d commits"
                .formatted(written.bytes(), written.rows(), written.commits()));
    }

    private void line(String text) {
        surroundings.console().line(text);
    }

    private void size(int round, int items) throws Exception {
        line("round %d: %,d items with -Xmx256m".formatted(round, items));
        inFolder(folder -> {
            new Size(items).run(folder, said -> line("  %s".formatted(said)));
            return folder;
        });
    }

    private void restart(int round, int items) throws Exception {
        Restart.Times times = inFolder(folder -> new Restart(items).run(folder));
        line(
                "round %d: %,d open items; seconds from the start of the new process: JVM %.2f, folder open %.2f, run taken up %.2f, first item begun %.2f"
                        .formatted(round, items, times.jvm(), times.open(), times.ready(), times.begun()));
    }

    private void store(int round, int items) throws Exception {
        Storing bench = new Storing(items);
        double bare = inFolder(bench::bare);
        double durable = inFolder(bench::durable);
        surroundings
                .console()
                .line("round %d: bare %,.0f pictures/s; durable with a row each: %,.0f (%.2f of bare)"
                        .formatted(round, bare, durable, durable / bare));
    }

    /** A measurement in a folder. */
    @FunctionalInterface
    private interface Measurement<T> {
        T in(Path folder) throws Exception;
    }

    private static <T> T inFolder(Measurement<T> measured) throws Exception {
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
