package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Durable fan-out of items whose work is nothing, beside bare loops: one of virtual threads that keeps no
 * record, one that writes what the record took to SQLite, and one that keeps a row for each item in SQLite.
 */
public final class FanOut {
    private static final int CONCURRENCY = 2 * RandomOrder.WINDOW;

    private final int items;

    /** @param items of each run */
    public FanOut(int items) {
        this.items = items;
    }

    /**
     * How the items come and go.
     *
     * @param random whether they finish in random order; else about as they were listed
     * @param distinct whether their source says that no key comes twice
     * @param perPage how many their source lists at once, each page with a commit
     */
    public record Way(ChunkSize chunk, boolean random, boolean distinct, int perPage) {
        /** Listed in pages of the usual length. */
        public Way(ChunkSize chunk, boolean random, boolean distinct) {
            this(chunk, random, distinct, Bench.PER_PAGE);
        }
    }

    /** A run that keeps its record in a folder. */
    public Measured durable(Path data, Way way) throws InterruptedException {
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(CONCURRENCY);
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), way.chunk());
        Numbers source = new Numbers(items, way.perPage(), way.distinct());
        Bench bench = new Bench("fan-out", rules, List.of(), source);
        Worker worker = way.random() ? new RandomOrder(items, new Random(1)) : (_, _) -> Outcome.DONE;
        return bench.run(data, (_, _) -> new Services(Map.of()), _ -> worker);
    }

    /** Items a second of a bare SQLite loop that writes as many bytes, in as many rows and commits, as a run did. */
    public double bareSqlite(Path folder, Measured run) throws SQLException {
        return items * 1e9 / new BareSqlite(run.written()).run(folder);
    }

    /** Items a second of a bare SQLite loop that keeps a row for each item, in as many bytes and commits as a run. */
    public double bareItems(Path folder, Measured run, boolean random) throws SQLException {
        return items * 1e9 / new BareItems(run.written(), items, random).run(folder);
    }

    /**
     * Items a second of a loop that starts a virtual thread for each, as many at once, and forgets them.
     *
     * @param random whether they finish in random order, as in {@link Way}
     */
    public double bareThreads(boolean random) throws InterruptedException {
        Semaphore places = new Semaphore(CONCURRENCY);
        CountDownLatch left = new CountDownLatch(items);
        RandomOrder order = new RandomOrder(items, new Random(1));
        long begun = System.nanoTime();
        for (int n = 0; n < items; n++) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                if (random) {
                    order.waitForTurn();
                }
                places.release();
                left.countDown();
            });
        }
        left.await();
        return items * 1e9 / (System.nanoTime() - begun);
    }
}
