package dev.trawl.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory that large bodies share: whoever wants to have one in memory waits until there is room. Taken in one piece, so
 * that nobody holds a part and waits for the rest. Safe for any number of threads.
 */
public final class Allowance {
    private static final int UNIT_BYTES = 1024;

    private static final Allowance OF_HEAP = new Allowance(Runtime.getRuntime().maxMemory() / 4);

    private final int units;
    private final Semaphore free;

    /** So many bytes. */
    public Allowance(long bytes) {
        this.units = Math.clamp(bytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /** The one of this process: a quarter of its heap. Who holds a share of it asks for no other. */
    public static Allowance ofHeap() {
        return OF_HEAP;
    }

    /** What was taken; to be given back. */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes so many bytes; more than there are is all there are. */
    public Share take(long bytes) throws InterruptedException {
        int wanted = wanted(bytes);
        free.acquire(wanted);
        return () -> free.release(wanted);
    }

    /** Likewise; empty where they do not come free within that time. */
    public Optional<Share> take(long bytes, Duration within) throws InterruptedException {
        int wanted = wanted(bytes);
        return free.tryAcquire(wanted, within.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(() -> free.release(wanted))
                : Optional.empty();
    }

    private int wanted(long bytes) {
        return Math.clamp(bytes / UNIT_BYTES + 1, 1, units);
    }
}
