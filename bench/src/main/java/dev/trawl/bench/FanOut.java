package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Tolerance;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Durable fan-out of items whose work is nothing, beside a bare loop of virtual threads that keeps no record. */
public final class FanOut {
    private static final int CONCURRENCY = 200;

    private final long items;

    /** @param items of each run */
    public FanOut(long items) {
        this.items = items;
    }

    /** Items a second of a run that keeps its record in a folder. */
    public double durable(Path data, ChunkSize chunk) throws InterruptedException {
        Job.Rules rules =
                new Job.Rules(Limits.DEFAULT.withConcurrency(CONCURRENCY), Retry.DEFAULT, Tolerance.ANY, chunk);
        Job.Parts parts = new Job.Parts((_, _) -> new Numbers(items, 1_000), (_, _) -> (_, _) -> Outcome.DONE);
        Job job = new Job("fan-out", "", List.of(), rules, List.of(), parts, Json.of(Json.object()));
        Wiring wiring =
                new Wiring((_, _) -> job, (_, _) -> new Services(Map.of()), InstantSource.system(), new Random());
        try (Machine machine = Machine.open(data, wiring)) {
            long begun = System.nanoTime();
            Accepted accepted = machine.start(job, Json.object(), Optional.empty());
            RunView run = machine.await(((Accepted.Taken) accepted).run().id());
            long took = System.nanoTime() - begun;
            if (run.counts().done() != items) {
                throw new IllegalStateException(
                        "Of " + items + " items, done are " + run.counts().done());
            }
            return rate(took);
        }
    }

    /** Items a second of a loop that starts a virtual thread for each, as many at once, and forgets them. */
    public double bare() throws InterruptedException {
        Semaphore places = new Semaphore(CONCURRENCY);
        CountDownLatch left = new CountDownLatch(Math.toIntExact(items));
        long begun = System.nanoTime();
        for (long n = 0; n < items; n++) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                places.release();
                left.countDown();
            });
        }
        left.await();
        return rate(System.nanoTime() - begun);
    }

    private double rate(long nanos) {
        return items * 1e9 / nanos;
    }
}
