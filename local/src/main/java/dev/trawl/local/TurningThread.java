package dev.trawl.local;

import dev.trawl.local.sqlite.Uninterrupted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A thread for what is done whenever something happened or an instant has come. It sleeps meanwhile; it never polls. */
final class TurningThread implements AutoCloseable {
    private final Turns turns;
    private final InstantSource clock;
    private final Consumer<Throwable> onFault;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;

    /** What it drives. */
    interface Turns {
        /** Does what is to be done now. */
        void turn();

        /** When that is due although nothing happens; {@link Instant#MAX} where it is not. */
        Instant wakeAt();
    }

    /** @param onFault told why it can't go on */
    TurningThread(String name, Turns turns, InstantSource clock, Consumer<Throwable> onFault) {
        this.turns = turns;
        this.clock = clock;
        this.onFault = onFault;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something happened. */
    void wake() {
        woken.release();
    }

    private void run() {
        try {
            while (!stopped) {
                turns.turn();
                sleep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            onFault.accept(e);
        }
    }

    private void sleep() throws InterruptedException {
        Instant now = clock.instant();
        var _ = woken.tryAcquire(Sleep.until(turns.wakeAt(), now), TimeUnit.NANOSECONDS);
        woken.drainPermits();
    }

    /** Does nothing more, and waits for what is being done. */
    @Override
    public void close() {
        stopped = true;
        wake();
        Uninterrupted.await(thread::join);
    }
}
