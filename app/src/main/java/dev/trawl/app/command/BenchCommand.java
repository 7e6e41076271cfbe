package dev.trawl.app.command;

import dev.trawl.bench.Chunks;
import dev.trawl.bench.FanOut;
import dev.trawl.bench.Keys;
import dev.trawl.bench.LedgerSize;
import dev.trawl.bench.Storing;
import dev.trawl.core.ChunkSize;
import dev.trawl.core.ClosestWord;
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
            "keys (asking whether a key is new), hosts (many hosts, some of them slow), chunks (chunk sizes beside each",
            "other) or fetches (10,000 at once).",
            "The first round warms the JVM up: read the last one.",
            ""
        },
        footer = {"", "Example:", "  trawl bench fan-out --items 500000 --rounds 4"})
final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES = List.of("fan-out", "store", "keys", "hosts", "chunks", "fetches");

    @Parameters(index = "0", paramLabel = "NAME", description = "What to measure.")
    private String name = "";

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items a run (standard: 200000; store: 5000; keys: 1000000).")
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
                case "keys" -> keys(round, items > 0 ? items : 1_000_000);
                case "hosts" -> line(round, HostBenches.hosts(items > 0 ? items : 100_000, surroundings.clock()));
                case "fetches" -> line(round, HostBenches.fetches(items > 0 ? items : 30_000));
                case "chunks" -> chunks(round);
                default -> fanOut(round, items > 0 ? items : 200_000);
            }
        }
        return ExitStatus.GOOD;
    }

    private void line(int round, String found) {
        surroundings.console().line("round %d: %s".formatted(round, found));
    }

    private void chunks(int round) throws Exception {
        for (Chunks.Kind kind : Chunks.KINDS) {
            line(round, HostBenches.chunks(kind));
        }
    }

    private void fanOut(int round, int items) throws Exception {
        FanOut bench = new FanOut(items);
        double bare = bench.bare();
        double one = in(folder -> bench.durable(folder, new ChunkSize.Fixed(1)));
        double auto = in(folder -> bench.durable(folder, ChunkSize.AUTO));
        surroundings
                .console()
                .line("round %d: bare %,.0f items/s; durable, chunk 1: %,.0f (%.2f of bare); chunk auto: %,.0f (%.2f)"
                        .formatted(round, bare, one, one / bare, auto, auto / bare));
        repeating(round, items);
    }

    /** A source whose keys may repeat, and what its record takes on the disk. */
    private void repeating(int round, int items) throws Exception {
        FanOut bench = new FanOut(items);
        double one = inFolder(folder -> bench.repeating(folder, new ChunkSize.Fixed(1)));
        double auto = inFolder(folder -> {
            double speed = bench.repeating(folder, ChunkSize.AUTO);
            size(round, items, folder);
            return speed;
        });
        surroundings
                .console()
                .line("round %d: keys that may repeat, chunk 1: %,.0f items/s; chunk auto: %,.0f"
                        .formatted(round, one, auto));
    }

    private void size(int round, int items, Path folder) throws Exception {
        LedgerSize size = new LedgerSize(folder);
        long closed = size.bytes();
        size.removeRuns(surroundings.clock().instant());
        surroundings
                .console()
                .line("round %d: the ledger has %,.1f MB for every million items; %,.1f MB once the run was removed"
                        .formatted(round, closed / (double) items, size.bytes() / 1e6));
    }

    private void keys(int round, int items) throws Exception {
        Keys bench = new Keys(items);
        double set = bench.set();
        double index = inFolder(bench::index);
        double table = inFolder(bench::table);
        surroundings
                .console()
                .line(
                        "round %d: set in memory %,.0f keys/s; index %,.0f (%.2f of it); table of SQLite %,.0f (index %.1f times)"
                                .formatted(round, set, index, index / set, table, index / table));
    }

    private void store(int round, int items) throws Exception {
        Storing bench = new Storing(items);
        double bare = in(bench::bare);
        double durable = in(bench::durable);
        surroundings
                .console()
                .line("round %d: bare %,.0f pictures/s; durable with a row each: %,.0f (%.2f of bare)"
                        .formatted(round, bare, durable, durable / bare));
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
