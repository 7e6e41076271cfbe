package dev.trawl.local;

import dev.trawl.local.sqlite.Uninterrupted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Makes room in the ledger, at once and then every {@link #EVERY}: runs that were kept long enough are removed, a
 * little at a time, so that whoever writes is never held for long. It stops between two pieces, and goes on where
 * it was at the next opening.
 */
final class Upkeep implements AutoCloseable {
    /** How long it rests when nothing is left to do. */
    static final Duration EVERY = Duration.ofHours(1);

    private final Function<Instant, CompletionStage<Boolean>> tidy;
    private final InstantSource clock;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Thread thread;

    /** @param tidy does a small piece; whether there may be more */
    Upkeep(Function<Instant, CompletionStage<Boolean>> tidy, InstantSource clock) {
        this.tidy = tidy;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("upkeep").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                sweep();
            } while (rest());
        } catch (CompletionException e) {
            // The ledger has stopped, and whoever waits for a change of its own is told so.
            stop.complete(null);
        }
    }

    private void sweep() {
        boolean more = true;
        while (more && !stop.isDone()) {
            more = tidy.apply(clock.instant()).toCompletableFuture().join();
        }
    }

    /** Whether it is to go on. */
    private boolean rest() {
        try {
            stop.get(EVERY.toSeconds(), TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    /** Waits for the piece that is being done. */
    @Override
    public void close() {
        stop.complete(null);
        Uninterrupted.await(thread::join);
    }
}
