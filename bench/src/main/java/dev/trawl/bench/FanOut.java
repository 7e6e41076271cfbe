package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Durable fan-out of items whose work is nothing, beside a bare loop of virtual threads that keeps no record. */
public final class FanOut {
    private static final int CONCURRENCY = 200;

    private final int items;

    /** @param items of each run */
    public FanOut(int items) {
        this.items = items;
    }

    /** Items a second of a run that keeps its record in a folder. */
    public double durable(Path data, ChunkSize chunk) throws InterruptedException {
        return durable(data, chunk, true);
    }

    /** Items a second of such a run whose source's keys may repeat. */
    public double repeating(Path data, ChunkSize chunk) throws InterruptedException {
        return durable(data, chunk, false);
    }

    private double durable(Path data, ChunkSize chunk, boolean distinct) throws InterruptedException {
        Job.Rules standard = Job.Rules.DEFAULT;
        Limits limits = Limits.DEFAULT.withConcurrency(CONCURRENCY);
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), chunk);
        Bench bench = new Bench("fan-out", rules, List.of(), new Numbers(items, Bench.PER_PAGE, distinct));
        return bench.run(data, (_, _) -> new Services(Map.of()), _ -> (_, _) -> Outcome.DONE);
    }

    /** Items a second of a loop that starts a virtual thread for each, as many at once, and forgets them. */
    public double bare() throws InterruptedException {
        Semaphore places = new Semaphore(CONCURRENCY);
        CountDownLatch left = new CountDownLatch(items);
        long begun = System.nanoTime();
        for (int n = 0; n < items; n++) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                places.release();
                left.countDown();
            });
        }
        left.await();
        return items * 1e9 / (System.nanoTime() - begun);
    }
}
