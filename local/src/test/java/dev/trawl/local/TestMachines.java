package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Accepted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Machines for tests, one after the other, and the jobs they know. */
final class TestMachines implements AutoCloseable {
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private Optional<Machine> machine = Optional.empty();
    private final AtomicInteger opened = new AtomicInteger();

    Machine open(Path data) {
        return open(data, Prices.STANDARD);
    }

    Machine open(Path data, Prices prices) {
        Wiring wiring = new Wiring(
                (name, _) -> known(name),
                (_, _) -> new Services(Map.of()),
                InstantSource.system(),
                new Random(7),
                prices);
        machine = Optional.of(Machine.open(data, wiring));
        opened.incrementAndGet();
        return machine.get();
    }

    /** The one that was opened last. */
    Machine current() {
        return machine.orElseThrow();
    }

    /** Whether the machine is the first one. */
    boolean first() {
        return opened.get() == 1;
    }

    private Job known(String name) {
        Job job = jobs.get(name);
        if (job == null) {
            throw new IllegalArgumentException("There is no job " + name);
        }
        return job;
    }

    /** No job is known any more. */
    void forget() {
        jobs.clear();
    }

    Job know(Job job) {
        jobs.put(job.name(), job);
        return job;
    }

    RunId start(Job job) {
        Accepted accepted = machine.orElseThrow().start(Start.of(know(job), Json.object()));
        return ((Accepted.Taken) accepted).run().id();
    }

    RunView finish(Job job) throws InterruptedException {
        return machine.orElseThrow().await(start(job));
    }

    /** The machine leaves. */
    void drain(Duration patience) throws InterruptedException {
        machine.orElseThrow().drain(patience);
        close();
    }

    /** Waits for something that other threads bring about. */
    void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        machine.ifPresent(Machine::close);
        machine = Optional.empty();
    }
}
