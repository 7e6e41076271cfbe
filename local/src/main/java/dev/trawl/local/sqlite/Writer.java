package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Changes that come while a group is open join it; the group commits at once when
 * somebody waits for it or nothing is under way that could join it, else within {@value #GROUP_MILLISECONDS} ms.
 * Between groups it checkpoints the log.
 *
 * <p>A failed commit has an unknown outcome, so it is the last one: every change that was not acknowledged
 * fails, and so does every later one. What is true is read from the file by the next process.
 */
final class Writer implements Changes {
    /** How long an outcome that nobody waits for may wait for others. */
    private static final long GROUP_MILLISECONDS = 50;

    /** A group with so many changes is full: callers' futures and the log's transaction stay small. */
    private static final int GROUP_CHANGES = 20_000;

    /** Changes that nobody waits for do not wake the thread before so many are there, or all that are under way. */
    private static final int CHANGES_TOGETHER = 256;

    /** Nothing is waited for longer than this at once where nothing is to be done. */
    private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private final long patienceNanos;
    private final Db db;
    private final Transaction transaction;
    private final Checkpoints checkpoints;
    private final Inbox<Change<?>> queue = new Inbox<>();
    private final Thread thread;
    private final Consumer<LedgerStopped> onStop;
    private volatile @Nullable LedgerStopped stopped;

    /** Whether the thread is to end, once what is in the group is durable. The thread's alone. */
    private boolean leaving;

    /**
     * @param group what to write when a group ends, and whom to tell
     * @param onStop told once, when no more changes are taken
     */
    Writer(Db db, Group group, Consumer<LedgerStopped> onStop) {
        this(db, group, onStop, Duration.ofMillis(GROUP_MILLISECONDS));
    }

    /** @param patience how long an outcome that nobody waits for may wait for others */
    Writer(Db db, Group group, Consumer<LedgerStopped> onStop, Duration patience) {
        this.patienceNanos = patience.toNanos();
        this.db = db;
        this.transaction = new Transaction(db, group);
        this.onStop = onStop;
        this.checkpoints = new Checkpoints(db);
        this.thread = Thread.ofPlatform().name("trawl-writer").start(this::run);
    }

    @Override
    public <T> T now(Work<T> work) {
        return submit(Change.urgent(work)).join();
    }

    @Override
    public <T> CompletableFuture<T> soon(Work<T> work) {
        return submit(Change.patient(work)).done();
    }

    @Override
    public <T> T read(Work<T> work) {
        return submit(Change.reading(work)).join();
    }

    private <T> Change<T> submit(Change<T> change) {
        queue.add(change, change.hurries());
        LedgerStopped why = stopped;
        if (why != null) {
            change.fail(why);
        }
        return change;
    }

    private void run() {
        try {
            while (!leaving) {
                queue.await(1, IDLE_NANOS);
                group();
                checkpoints.afterCommit();
            }
        } catch (Throwable e) {
            LedgerStopped why = Transaction.stopped(e);
            transaction.fail(why);
            refuse(why);
            onStop.accept(why);
        }
    }

    /** One transaction. */
    private void group() throws SQLException {
        boolean urgent = false;
        int changes = 0;
        long deadline = System.nanoTime() + patienceNanos;
        while (changes < GROUP_CHANGES && more(transaction.begun() && !urgent, deadline)) {
            Change<?> change = queue.poll();
            if (change != null) {
                transaction.make(change);
                urgent |= change.urgent();
                changes++;
            }
        }
        transaction.commit();
    }

    /** Whether the group goes on; waits for more where that may bring something. */
    private boolean more(boolean mayWait, long deadline) {
        long left = deadline - System.nanoTime();
        if (left > 0 && !leaving && mayWait && queue.isEmpty()) {
            int underWay = transaction.underWay();
            queue.await(Math.min(CHANGES_TOGETHER, underWay), underWay == 0 ? 0 : left);
        }
        return left > 0 && !leaving && !queue.isEmpty();
    }

    /** Takes no more changes; those that were not begun fail. */
    private void refuse(LedgerStopped why) {
        stopped = why;
        for (Change<?> change = queue.poll(); change != null; change = queue.poll()) {
            change.fail(why);
        }
    }

    /** Commits what is there and ends the thread. */
    @Override
    public void close() throws SQLException {
        var _ = submit(Change.reading(() -> {
            leaving = true;
            return Boolean.TRUE;
        }));
        // The connection is the thread's as long as it runs.
        Uninterrupted.await(thread::join);
        refuse(new LedgerStopped("The ledger was closed before this change", new IllegalStateException("closed")));
        db.close();
    }
}
