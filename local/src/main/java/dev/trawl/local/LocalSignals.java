package dev.trawl.local;

import dev.trawl.core.RunId;
import dev.trawl.core.port.Signals;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Signals within one process. Memory is bounded by who waits: a signal of a run that nobody waits for leaves
 * nothing, and many signals to a waiter that is busy looking are one.
 */
public final class LocalSignals implements Signals {
    /** A bell rings or does not; more than one ring means no more. Sets are changed inside the map's exclusion. */
    private final ConcurrentHashMap<RunId, Set<Semaphore>> bells = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;

    /** With a time that only goes forward, in nanoseconds: {@link System#nanoTime}. */
    public LocalSignals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void publish(RunId run) {
        bells.computeIfPresent(run, (id, waiting) -> {
            waiting.forEach(LocalSignals::ring);
            return waiting;
        });
    }

    /** Something happened to all runs. */
    void publishAll() {
        bells.keySet().forEach(this::publish);
    }

    @Override
    public boolean await(RunId run, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        Semaphore bell = new Semaphore(0);
        enter(run, bell);
        try {
            return await(bell, saturated(atMost), condition);
        } finally {
            leave(run, bell);
        }
    }

    /** How many waiters there are, for a gauge. */
    public int waiting() {
        return bells.values().stream().mapToInt(Set::size).sum();
    }

    private boolean await(Semaphore bell, long nanos, BooleanSupplier condition) throws InterruptedException {
        long began = nanoTime.getAsLong();
        while (!condition.getAsBoolean()) {
            long left = nanos - (nanoTime.getAsLong() - began);
            if (left <= 0 || !bell.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return condition.getAsBoolean();
            }
            // What rang since then is answered by the look that follows.
            bell.drainPermits();
        }
        return true;
    }

    private void enter(RunId run, Semaphore bell) {
        bells.compute(run, (id, known) -> {
            Set<Semaphore> waiting = known == null ? new HashSet<>() : known;
            waiting.add(bell);
            return waiting;
        });
    }

    private void leave(RunId run, Semaphore bell) {
        bells.computeIfPresent(run, (id, waiting) -> {
            waiting.remove(bell);
            return waiting.isEmpty() ? null : waiting;
        });
    }

    private static void ring(Semaphore bell) {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private static long saturated(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}
