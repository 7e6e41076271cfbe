package dev.trawl.local;

import dev.trawl.core.RunId;
import dev.trawl.core.port.Signals;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Signals within one process. Memory is bounded by who waits: a signal of a run that nobody waits for leaves
 * nothing, and many signals to a waiter that is busy looking are one.
 */
public final class LocalSignals implements Signals {
    /** Sets are changed inside the map's exclusion. */
    private final ConcurrentHashMap<RunId, Set<Bell>> waiters = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;
    private final Supplier<Bell> bells;

    /**
     * Signals over a world's time and threads.
     *
     * @param nanoTime a time that only goes forward, in nanoseconds
     * @param bells makes a bell for a waiter
     */
    public LocalSignals(LongSupplier nanoTime, Supplier<Bell> bells) {
        this.nanoTime = nanoTime;
        this.bells = bells;
    }

    /** Signals between the threads of this process. */
    static LocalSignals ofThreads() {
        return new LocalSignals(System::nanoTime, ThreadBell::new);
    }

    @Override
    public void publish(RunId run) {
        waiters.computeIfPresent(run, (id, waiting) -> {
            waiting.forEach(Bell::ring);
            return waiting;
        });
    }

    /** Something happened to all runs. */
    void publishAll() {
        waiters.keySet().forEach(this::publish);
    }

    @Override
    public boolean await(RunId run, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        Bell bell = bells.get();
        enter(run, bell);
        try {
            return await(bell, saturated(atMost), condition);
        } finally {
            leave(run, bell);
        }
    }

    /** How many waiters there are, for a gauge. */
    public int waiting() {
        return waiters.values().stream().mapToInt(Set::size).sum();
    }

    private boolean await(Bell bell, long nanos, BooleanSupplier condition) throws InterruptedException {
        long began = nanoTime.getAsLong();
        while (!condition.getAsBoolean()) {
            long left = nanos - (nanoTime.getAsLong() - began);
            if (left <= 0 || !bell.await(left)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private void enter(RunId run, Bell bell) {
        waiters.compute(run, (id, known) -> {
            Set<Bell> waiting = known == null ? new LinkedHashSet<>() : known;
            waiting.add(bell);
            return waiting;
        });
    }

    private void leave(RunId run, Bell bell) {
        waiters.computeIfPresent(run, (id, waiting) -> {
            waiting.remove(bell);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    private static long saturated(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}
