package dev.trawl.bench;

import dev.trawl.core.Body;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.Triggers;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers who each start a run of one item, wait for its end and read its items, one after the other. */
public final class Blocking {
    private final int runs;
    private final int callers;

    /**
     * So many runs.
     *
     * @param callers at once
     */
    public Blocking(int runs, int callers) {
        this.runs = runs;
        this.callers = callers;
    }

    /** What it took; every run is durable when it is taken and when it is over. */
    public Measured run(Path data) throws InterruptedException {
        Job.Parts parts = new Job.Parts(new Job.FromBody(), (_, _) -> (_, _) -> Outcome.DONE);
        Job job = new Job(
                "blocking", "", List.of(), Job.Rules.DEFAULT, List.of(), parts, Json.of(Json.object()), Triggers.NONE);
        Wiring wiring =
                new Wiring((_, _) -> job, (_, _) -> new Services(Map.of()), InstantSource.system(), new Random());
        try (Machine machine = Machine.open(data, wiring)) {
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            call(machine, job);
            long took = System.nanoTime() - begun;
            return new Measured(runs, took, Measured.cpuNow().minus(used), machine.written());
        }
    }

    private void call(Machine machine, Job job) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(callers);
        for (int caller = 0; caller < callers; caller++) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int n = next.getAndIncrement(); n < runs; n = next.getAndIncrement()) {
                        one(machine, job, n);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    left.countDown();
                }
            });
        }
        left.await();
    }

    private static void one(Machine machine, Job job, int n) throws InterruptedException {
        Body body = Body.of(Json.object().put("n", n));
        Accepted accepted = machine.start(new Start(job, Json.object(), Optional.of(body), Optional.empty()));
        RunId run = ((Accepted.Taken) accepted).run().id();
        machine.await(run);
        if (machine.records().items(run, Optional.empty(), 10).items().size() != 1) {
            throw new IllegalStateException("A run of one item has another number of them");
        }
    }
}
