package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A change that was asked for.
 *
 * @param urgent whether somebody waits for it
 * @param writes whether it changes anything; else it only reads, in order with those that do
 * @param done completes when it is durable, or at once where it only reads
 */
record Change<T>(Changes.Work<T> work, boolean urgent, boolean writes, CompletableFuture<T> done) {
    static <T> Change<T> urgent(Changes.Work<T> work) {
        return new Change<>(work, true, true, new CompletableFuture<>());
    }

    static <T> Change<T> patient(Changes.Work<T> work) {
        return new Change<>(work, false, true, new CompletableFuture<>());
    }

    static <T> Change<T> reading(Changes.Work<T> work) {
        return new Change<>(work, false, false, new CompletableFuture<>());
    }

    /** Whether somebody waits until it is made, if not until it is durable. */
    boolean hurries() {
        return urgent || !writes;
    }

    void fail(LedgerStopped why) {
        done.completeExceptionally(why);
    }

    /** What came of it, once it is durable. */
    T join() {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
