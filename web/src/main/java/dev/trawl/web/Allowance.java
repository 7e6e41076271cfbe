package dev.trawl.web;

import java.util.concurrent.Semaphore;

/**
 * Memory that large bodies share: whoever wants to have one in memory waits until there is room. Taken in one piece, so
 * that nobody holds a part and waits for the rest. Safe for any number of threads.
 */
public final class Allowance {
    private static final int UNIT_BYTES = 1024;

    private final int units;
    private final Semaphore free;

    /** So many bytes. */
    public Allowance(long bytes) {
        this.units = Math.clamp(bytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /** A quarter of the heap. */
    public static Allowance ofHeap() {
        return new Allowance(Runtime.getRuntime().maxMemory() / 4);
    }

    /** What was taken; to be given back. */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes so many bytes; more than there are is all there are. */
    public Share take(long bytes) throws InterruptedException {
        int wanted = Math.clamp(bytes / UNIT_BYTES + 1, 1, units);
        free.acquire(wanted);
        return () -> free.release(wanted);
    }
}
