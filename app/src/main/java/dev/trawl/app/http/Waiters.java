package dev.trawl.app.http;

import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.local.Machine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Requests that wait for runs: a place and a parked thread each. Safe for any number of threads. */
final class Waiters {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Machine machine;
    private final int placesMax;
    private final Semaphore places;

    Waiters(Machine machine, int placesMax) {
        this.machine = machine;
        this.placesMax = placesMax;
        this.places = new Semaphore(placesMax);
    }

    /** A place among those who wait. */
    interface Place extends AutoCloseable {
        /** Waits until a run is as wanted, as {@link Machine#await(RunId, Duration, Predicate)} does. */
        RunView await(RunId run, Duration atMost, Predicate<RunView> wanted) throws InterruptedException;

        @Override
        void close();
    }

    /** Takes a place, before anything is promised to who waits there. */
    Place take() {
        if (!places.tryAcquire()) {
            throw Refusal.later(placesMax + " requests wait already; nothing was started; send it again later", RETRY);
        }
        return new Taken();
    }

    /** How many wait, for a gauge. */
    int waiting() {
        return placesMax - places.availablePermits();
    }

    private final class Taken implements Place {
        @Override
        public RunView await(RunId run, Duration atMost, Predicate<RunView> wanted) throws InterruptedException {
            return machine.await(run, atMost, wanted);
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /** Whether a run is over. */
    static boolean over(RunView run) {
        return run.phase().closed();
    }
}
