package dev.trawl.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one thread of a {@link Dispatcher}. It sleeps until an event comes or the next instant that the dispatcher
 * named; it never polls.
 */
final class DispatcherThread {
    /** Events taken together before deciding again. */
    private static final int EVENTS_TOGETHER = 1_000;

    private final InstantSource clock;
    private final Consumer<Throwable> onFault;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final Dispatcher dispatcher;
    private final Thread thread;
    private volatile boolean draining;
    private volatile boolean stopped;

    /** @param dispatcher is made with where its events go */
    DispatcherThread(
            InstantSource clock, Consumer<Throwable> onFault, Function<Consumer<Runnable>, Dispatcher> dispatcher) {
        this.clock = clock;
        this.onFault = onFault;
        this.dispatcher = dispatcher.apply(events::add);
        this.thread = Thread.ofPlatform().name("trawl-dispatcher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Starts nothing more and waits for what is under way; interrupts it when the patience ends. Once is enough. */
    void drain(Duration patience) throws InterruptedException {
        if (stopped) {
            return;
        }
        dispatcher.drain();
        draining = true;
        events.add(() -> {});
        if (!waitIdle(patience)) {
            dispatcher.interrupt();
            waitIdle(Duration.ofSeconds(2));
        }
        stopped = true;
        events.add(() -> {});
        thread.join();
    }

    private boolean waitIdle(Duration patience) throws InterruptedException {
        try {
            idle.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try {
            while (!stopped) {
                await();
                dispatcher.turn();
                if (draining && dispatcher.resting()) {
                    idle.complete(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            onFault.accept(e);
        } finally {
            idle.complete(null);
        }
    }

    private void await() throws InterruptedException {
        Instant now = clock.instant();
        Runnable event = events.poll(Sleep.until(dispatcher.wakeAt(), now), TimeUnit.NANOSECONDS);
        for (int n = 0; event != null && n < EVENTS_TOGETHER; n++) {
            event.run();
            event = events.poll();
        }
        if (event != null) {
            event.run();
        }
    }
}
