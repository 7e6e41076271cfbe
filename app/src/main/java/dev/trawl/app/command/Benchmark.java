package dev.trawl.app.command;

import dev.trawl.bench.Blocking;
import dev.trawl.bench.Chunks;
import dev.trawl.bench.FanOut;
import dev.trawl.bench.Keys;
import dev.trawl.bench.LedgerSize;
import dev.trawl.bench.Measured;
import dev.trawl.bench.Restart;
import dev.trawl.bench.Seen;
import dev.trawl.bench.Size;
import dev.trawl.bench.Storing;
import dev.trawl.bench.Subscribers;
import dev.trawl.core.ChunkSize;
import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that can be measured.
 *
 * @param about what it measures, for whoever reads the help
 * @param items a round has where nobody says otherwise; 0 where it has kinds of its own
 */
record Benchmark(String name, String about, int items, Round round) {
    /** A process that delivers webhooks is killed so often. */
    private static final int KILLS = 5;

    /** All of them. */
    static final List<Benchmark> ALL = List.of(
            new Benchmark("fan-out", "durable items whose work is nothing", 200_000, Benchmark::fanOut),
            new Benchmark("store", "pictures from loopback, stored with a row", 5_000, Benchmark::store),
            new Benchmark("sink", "rows of another database, one an item", 100_000, at -> new SinkBench(at).measure()),
            new Benchmark("keys", "asking whether a key is new", 1_000_000, Benchmark::keys),
            new Benchmark("seen", "addresses offered ten times each, killed on the way", 2_000_000, Benchmark::seen),
            new Benchmark("hosts", "many hosts, some of them slow", 100_000, Benchmark::hosts),
            new Benchmark("chunks", "chunk sizes beside each other", 0, Benchmark::chunks),
            new Benchmark("fetches", "10,000 fetches in flight at once", 30_000, Benchmark::fetches),
            new Benchmark("crawl", "the job pages beside a bare loop", 50_000, at -> new CrawlBench(at).measure()),
            new Benchmark(
                    "browser", "pages that scripts write, in a browser", 200, at -> new BrowserBench(at).measure()),
            new Benchmark("blocking", "runs of one item that callers wait for", 20_000, Benchmark::blocking),
            new Benchmark(
                    "posts", "posts that wait for their item, over HTTP", 40_000, at -> new PostBench(at).measure()),
            new Benchmark(
                    "subscribers", "one new article to all of its subscribers", 1_000_000, Benchmark::subscribers),
            new Benchmark("size", "memory and disk of a long run in a small process", 10_000_000, Benchmark::size),
            new Benchmark("restart", "how soon a killed process is replaced", 1_000_000, Benchmark::restart));

    /** One round of it. */
    @FunctionalInterface
    interface Round {
        void measure(Workbench at) throws Exception;
    }

    private static void fanOut(Workbench at) throws Exception {
        FanOut bench = new FanOut(at.items());
        at.say("%,d items; bare loop of virtual threads: %,.0f items/s, in random order %,.0f"
                .formatted(at.items(), bench.bareThreads(false), bench.bareThreads(true)));
        ChunkSize one = new ChunkSize.Fixed(1);
        fanOut(bench, "chunk 1, finishing in random order", new FanOut.Way(one, true, true), at);
        fanOut(bench, "chunk auto", new FanOut.Way(ChunkSize.AUTO, false, true), at);
        fanOut(bench, "chunk auto, 5,000 a page", new FanOut.Way(ChunkSize.AUTO, false, true, 5_000), at);
        fanOut(bench, "chunk 1, random order, keys may repeat", new FanOut.Way(one, true, false), at);
        fanOut(bench, "chunk auto, keys may repeat", new FanOut.Way(ChunkSize.AUTO, false, false), at);
        at.say(at.in(folder -> {
            bench.durable(folder, new FanOut.Way(ChunkSize.AUTO, false, false));
            return kept(at, folder);
        }));
    }

    private static void fanOut(FanOut bench, String name, FanOut.Way way, Workbench at) throws Exception {
        Measured run = at.in(folder -> bench.durable(folder, way));
        double rows = at.in(folder -> bench.bareItems(folder, run, way.random()));
        double bare = at.in(folder -> bench.bareSqlite(folder, run));
        Written written = run.written();
        at.say("  %s: %,.0f items/s, %.2f us of CPU an item".formatted(name, run.perSecond(), run.cpuMicros()));
        at.say(
                "    bare SQLite loop, a row an item: %,.0f items/s (%.2f times); as few rows as the ledger: %,.0f (%.2f)"
                        .formatted(rows, rows / run.perSecond(), bare, bare / run.perSecond()));
        at.say("    written: %,d bytes in %,d rows and %,d commits"
                .formatted(written.bytes(), written.rows(), written.commits()));
    }

    /** What its record takes on the disk, and gives back. */
    private static String kept(Workbench at, Path folder) throws Exception {
        LedgerSize size = new LedgerSize(folder);
        long closed = size.bytes();
        size.removeRuns(at.surroundings().clock().instant());
        return "  the ledger has %,.1f MB for every million items; %,.1f MB once the run was removed"
                .formatted(closed / (double) at.items(), size.bytes() / 1e6);
    }

    private static void store(Workbench at) throws Exception {
        Storing bench = new Storing(at.items());
        double bare = at.in(bench::bare);
        double durable = at.in(bench::durable);
        at.say("bare %,.0f pictures/s; durable with a row each: %,.0f (%.2f of bare)"
                .formatted(bare, durable, durable / bare));
    }

    private static void keys(Workbench at) throws Exception {
        Keys bench = new Keys(at.items());
        double set = bench.set();
        double index = at.in(bench::index);
        double table = at.in(bench::table);
        at.say("set in memory %,.0f keys/s; index %,.0f (%.2f of it); table of SQLite %,.0f (index %.1f times)"
                .formatted(set, index, index / set, table, index / table));
    }

    private static void seen(Workbench at) throws Exception {
        Seen bench = new Seen(at.items());
        double run = at.in(folder -> bench.run(folder, at::say));
        double index = at.in(bench::index);
        at.say(
                "%,d addresses, each offered ten times: %,.0f offers/s listed, worked and closed; an index of SQLite alone, a minute of it: %,.0f (%.1f times)"
                        .formatted(at.items(), run, index, run / index));
    }

    private static void hosts(Workbench at) throws Exception {
        at.say(HostBenches.hosts(at));
    }

    private static void chunks(Workbench at) throws Exception {
        for (Chunks.Kind kind : Chunks.KINDS) {
            at.say(HostBenches.chunks(at, kind));
        }
    }

    private static void fetches(Workbench at) throws Exception {
        at.say(HostBenches.fetches(at));
    }

    private static void blocking(Workbench at) throws Exception {
        for (int callers : new int[] {1, 64, 1_000}) {
            Measured run = at.in(folder -> new Blocking(at.items(), callers).run(folder));
            at.say("%,d callers: %,.0f runs/s, %.0f us of CPU a run; %,d commits for %,d runs"
                    .formatted(
                            callers,
                            run.perSecond(),
                            run.cpuMicros(),
                            run.written().commits(),
                            at.items()));
        }
    }

    private static void size(Workbench at) throws Exception {
        at.say("%,d items with -Xmx256m".formatted(at.items()));
        at.in(folder -> {
            new Size(at.items()).run(folder, said -> at.say("  " + said));
            return folder;
        });
    }

    private static void subscribers(Workbench at) throws Exception {
        at.say("%,d subscribers with -Xmx512m".formatted(at.items()));
        at.in(folder -> {
            new Subscribers(at.items(), KILLS).run(folder, said -> at.say("  " + said));
            return folder;
        });
    }

    private static void restart(Workbench at) throws Exception {
        Restart.Times times = at.in(folder -> new Restart(at.items()).run(folder));
        at.say(
                "%,d open items; seconds from the start of the new process: JVM %.2f, folder open %.2f, run taken up %.2f, first item begun %.2f"
                        .formatted(at.items(), times.jvm(), times.open(), times.ready(), times.begun()));
    }
}
