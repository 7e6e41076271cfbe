package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A change that was asked for, and what came of it. */
final class Change<T> {
    private final Changes.Work<T> work;
    private final boolean urgent;
    private final boolean writes;
    private final CompletableFuture<T> done = new CompletableFuture<>();

    /** Known to whoever makes the change, until it is durable. */
    private @Nullable T result;

    private Change(Changes.Work<T> work, boolean urgent, boolean writes) {
        this.work = work;
        this.urgent = urgent;
        this.writes = writes;
    }

    static <T> Change<T> urgent(Changes.Work<T> work) {
        return new Change<>(work, true, true);
    }

    static <T> Change<T> patient(Changes.Work<T> work) {
        return new Change<>(work, false, true);
    }

    static <T> Change<T> reading(Changes.Work<T> work) {
        return new Change<>(work, false, false);
    }

    /** Whether somebody waits for it to be durable. */
    boolean urgent() {
        return urgent;
    }

    /** Whether it changes anything; else it only reads, in order with those that do. */
    boolean writes() {
        return writes;
    }

    /** Whether somebody waits until it is made, if not until it is durable. */
    boolean hurries() {
        return urgent || !writes;
    }

    /** Completes when it is durable, or at once where it only reads. */
    CompletableFuture<T> done() {
        return done;
    }

    void make() throws SQLException {
        result = work.run();
    }

    /** What came of it counts from now on. */
    void acknowledge() {
        done.complete(result);
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
