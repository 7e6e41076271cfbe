package dev.trawl.local;

import dev.trawl.local.sqlite.Uninterrupted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread of {@link Triggers}. It sleeps until the next instant or until it is woken; it never polls. */
final class TriggersThread implements AutoCloseable {
    private final Triggers triggers;
    private final InstantSource clock;
    private final Consumer<Throwable> onFault;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("trawl-triggers").daemon().unstarted(this::run);
    private volatile boolean stopped;

    /** @param onFault told why it can't go on */
    TriggersThread(Triggers triggers, InstantSource clock, Consumer<Throwable> onFault) {
        this.triggers = triggers;
        this.clock = clock;
        this.onFault = onFault;
    }

    void start() {
        thread.start();
    }

    /** Something happened that may start a run. */
    void wake() {
        woken.release();
    }

    private void run() {
        try {
            while (!stopped) {
                triggers.turn();
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
        var _ = woken.tryAcquire(Sleep.until(triggers.wakeAt(), now), TimeUnit.NANOSECONDS);
        woken.drainPermits();
    }

    /** Starts nothing more, and waits for what it is about to start. */
    @Override
    public void close() {
        stopped = true;
        wake();
        Uninterrupted.await(thread::join);
    }
}
