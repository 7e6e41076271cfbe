package dev.trawl.app.command;

import dev.trawl.bench.Blocking;
import dev.trawl.bench.Chunks;
import dev.trawl.bench.FanOut;
import dev.trawl.bench.Keys;
import dev.trawl.bench.LedgerSize;
import dev.trawl.bench.Measured;
import dev.trawl.bench.Restart;
import dev.trawl.bench.Size;
import dev.trawl.bench.Storing;
import dev.trawl.core.ChunkSize;
import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that can be measured.
 *
 * @param about what it measures, for whoever reads the help
 * @param items a round has where nobody says otherwise; 0 where it has kinds of its own
 */
record Benchmark(String name, String about, int items, Round round) {
    /** All of them. */
    static final List<Benchmark> ALL = List.of(
            new Benchmark("fan-out", "durable items whose work is nothing", 200_000, Benchmark::fanOut),
            new Benchmark("store", "pictures from loopback, stored with a row", 5_000, Benchmark::store),
            new Benchmark("keys", "asking whether a key is new", 1_000_000, Benchmark::keys),
            new Benchmark("hosts", "many hosts, some of them slow", 100_000, Benchmark::hosts),
            new Benchmark("chunks", "chunk sizes beside each other", 0, Benchmark::chunks),
            new Benchmark("fetches", "10,000 fetches in flight at once", 30_000, Benchmark::fetches),
            new Benchmark("blocking", "runs of one item that callers wait for", 20_000, Benchmark::blocking),
            new Benchmark("size", "memory and disk of a long run in a small process", 10_000_000, Benchmark::size),
            new Benchmark("restart", "how soon a killed process is replaced", 1_000_000, Benchmark::restart));

    /** One round of it. */
    @FunctionalInterface
    interface Round {
        void measure(int items, InstantSource clock, Consumer<String> lines) throws Exception;
    }

    private static void fanOut(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        FanOut bench = new FanOut(items);
        lines.accept("%,d items; bare loop of virtual threads: %,.0f items/s, in random order %,.0f"
                .formatted(items, bench.bareThreads(false), bench.bareThreads(true)));
        ChunkSize one = new ChunkSize.Fixed(1);
        fanOut(bench, "chunk 1, finishing in random order", new FanOut.Way(one, true, true), lines);
        fanOut(bench, "chunk auto", new FanOut.Way(ChunkSize.AUTO, false, true), lines);
        fanOut(bench, "chunk auto, 5,000 a page", new FanOut.Way(ChunkSize.AUTO, false, true, 5_000), lines);
        fanOut(bench, "chunk 1, random order, keys may repeat", new FanOut.Way(one, true, false), lines);
        fanOut(bench, "chunk auto, keys may repeat", new FanOut.Way(ChunkSize.AUTO, false, false), lines);
        lines.accept(BenchCommand.in(folder -> {
            bench.durable(folder, new FanOut.Way(ChunkSize.AUTO, false, false));
            return kept(items, clock, folder);
        }));
    }

    private static void fanOut(FanOut bench, String name, FanOut.Way way, Consumer<String> lines) throws Exception {
        Measured run = BenchCommand.in(folder -> bench.durable(folder, way));
        double bare = BenchCommand.in(folder -> bench.bareSqlite(folder, run));
        Written written = run.written();
        lines.accept("  %s: %,.0f items/s, %.2f us of CPU an item; bare SQLite loop: %,.0f items/s (%.2f times)"
                .formatted(name, run.perSecond(), run.cpuMicros(), bare, bare / run.perSecond()));
        lines.accept("    written: %,d bytes in %,d rows and %,d commits"
                .formatted(written.bytes(), written.rows(), written.commits()));
    }

    /** What its record takes on the disk, and gives back. */
    private static String kept(int items, InstantSource clock, Path folder) throws Exception {
        LedgerSize size = new LedgerSize(folder);
        long closed = size.bytes();
        size.removeRuns(clock.instant());
        return "  the ledger has %,.1f MB for every million items; %,.1f MB once the run was removed"
                .formatted(closed / (double) items, size.bytes() / 1e6);
    }

    private static void store(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        Storing bench = new Storing(items);
        double bare = BenchCommand.in(bench::bare);
        double durable = BenchCommand.in(bench::durable);
        lines.accept("bare %,.0f pictures/s; durable with a row each: %,.0f (%.2f of bare)"
                .formatted(bare, durable, durable / bare));
    }

    private static void keys(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        Keys bench = new Keys(items);
        double set = bench.set();
        double index = BenchCommand.in(bench::index);
        double table = BenchCommand.in(bench::table);
        lines.accept("set in memory %,.0f keys/s; index %,.0f (%.2f of it); table of SQLite %,.0f (index %.1f times)"
                .formatted(set, index, index / set, table, index / table));
    }

    private static void hosts(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        lines.accept(HostBenches.hosts(items, clock));
    }

    private static void chunks(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        for (Chunks.Kind kind : Chunks.KINDS) {
            lines.accept(HostBenches.chunks(kind));
        }
    }

    private static void fetches(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        lines.accept(HostBenches.fetches(items));
    }

    private static void blocking(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        for (int callers : new int[] {1, 64, 1_000}) {
            Measured run = BenchCommand.in(folder -> new Blocking(items, callers).run(folder));
            lines.accept("%,d callers: %,.0f runs/s, %.0f us of CPU a run; %,d commits for %,d runs"
                    .formatted(
                            callers,
                            run.perSecond(),
                            run.cpuMicros(),
                            run.written().commits(),
                            items));
        }
    }

    private static void size(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        lines.accept("%,d items with -Xmx256m".formatted(items));
        BenchCommand.in(folder -> {
            new Size(items).run(folder, said -> lines.accept("  " + said));
            return folder;
        });
    }

    private static void restart(int items, InstantSource clock, Consumer<String> lines) throws Exception {
        Restart.Times times = BenchCommand.in(folder -> new Restart(items).run(folder));
        lines.accept(
                "%,d open items; seconds from the start of the new process: JVM %.2f, folder open %.2f, run taken up %.2f, first item begun %.2f"
                        .formatted(items, times.jvm(), times.open(), times.ready(), times.begun()));
    }
}
