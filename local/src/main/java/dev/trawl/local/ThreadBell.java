package dev.trawl.local;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bell for which a thread parks. */
final class ThreadBell implements Bell {
    private final Semaphore rung = new Semaphore(0);

    @Override
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        boolean rang = rung.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        // What rang since then is answered by the look that follows.
        rung.drainPermits();
        return rang;
    }
}
