package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes without a thread: made on the caller's, who says when a group that nobody waits for is committed. For
 * one thread, such as a simulated world's.
 */
final class InTurn implements Changes {
    private final Db db;
    private final Transaction transaction;
    private final Consumer<LedgerStopped> onStop;
    private final Deque<Change<?>> waiting = new ArrayDeque<>();
    private @Nullable LedgerStopped stopped;

    InTurn(Db db, Group group, Consumer<LedgerStopped> onStop) {
        this.db = db;
        this.transaction = new Transaction(db, group);
        this.onStop = onStop;
    }

    @Override
    public <T> T now(Work<T> work) {
        Change<T> change = add(Change.urgent(work));
        commit();
        return change.join();
    }

    @Override
    public <T> CompletableFuture<T> soon(Work<T> work) {
        return add(Change.patient(work)).done();
    }

    @Override
    public <T> T read(Work<T> work) {
        Change<T> change = add(Change.reading(work));
        commit();
        return change.join();
    }

    private <T> Change<T> add(Change<T> change) {
        if (stopped == null) {
            waiting.add(change);
        } else {
            change.fail(stopped);
        }
        return change;
    }

    /** Whether changes wait for their group. */
    boolean waiting() {
        return !waiting.isEmpty();
    }

    /** Makes what waits, as one group. */
    void commit() {
        if (stopped != null) {
            return;
        }
        try {
            while (!waiting.isEmpty()) {
                transaction.make(waiting.removeFirst());
            }
            transaction.commit();
        } catch (SQLException | RuntimeException e) {
            stop(Transaction.stopped(e));
        }
    }

    private void stop(LedgerStopped why) {
        stopped = why;
        transaction.fail(why);
        waiting.forEach(change -> change.fail(why));
        waiting.clear();
        onStop.accept(why);
    }

    @Override
    public void close() throws SQLException {
        commit();
        db.close();
    }
}
