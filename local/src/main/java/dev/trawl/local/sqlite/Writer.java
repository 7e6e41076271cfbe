package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Changes that come while a group is open join it; the group commits at once when
 * somebody waits for it, else within {@value #GROUP_MILLISECONDS} ms. Between groups it checkpoints the log.
 *
 * <p>A failed commit has an unknown outcome, so it is the last one: every change that was not acknowledged
 * fails, and so does every later one. What is true is read from the file by the next process.
 */
final class Writer implements AutoCloseable {
    /** How long an outcome that nobody waits for may wait for others. */
    private static final long GROUP_MILLISECONDS = 50;

    /** A group with so many changes is full: callers' futures and the log's transaction stay small. */
    private static final int GROUP_CHANGES = 20_000;

    private final Db db;
    private final Group group;
    private final Checkpoints checkpoints;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Consumer<LedgerStopped> onStop;
    private volatile @Nullable LedgerStopped stopped;

    /** Taken from the queue by the thread and not begun. */
    private @Nullable Entry next;

    /**
     * @param group what to write when a group ends, and whom to tell
     * @param onStop told once, when no more changes are taken
     */
    Writer(Db db, Group group, Consumer<LedgerStopped> onStop) {
        this.db = db;
        this.group = group;
        this.onStop = onStop;
        this.checkpoints = new Checkpoints(db);
        this.thread = Thread.ofPlatform().name("trawl-writer").start(this::run);
    }

    /** What happens around the changes of a group. */
    interface Group {
        /** Writes what the changes left to write. */
        void beforeCommit() throws SQLException;

        /** The group is durable; told before those who wait for its changes. */
        void committed();

        /** Whether something became due that must not wait. */
        boolean urgent();
    }

    /** Work for the writer's thread. Throws unchecked only before its first write. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** What lies in the queue. */
    private sealed interface Entry {}

    private record Change<T>(Work<T> work, boolean urgent, boolean writes, CompletableFuture<T> done)
            implements Entry {}

    /** The last entry: the thread ends. */
    private record Leave() implements Entry {}

    /** Somebody waits for this change: its group commits at once. */
    <T> T now(Work<T> work) {
        return join(submit(new Change<>(work, true, true, new CompletableFuture<>())));
    }

    /** Nobody waits for this change: its group may grow. */
    <T> CompletableFuture<T> soon(Work<T> work) {
        return submit(new Change<>(work, false, true, new CompletableFuture<>()));
    }

    /** Reads what the writer knows, in order with the changes. */
    <T> T read(Work<T> work) {
        return join(submit(new Change<>(work, false, false, new CompletableFuture<>())));
    }

    private <T> CompletableFuture<T> submit(Change<T> change) {
        queue.add(change);
        LedgerStopped why = stopped;
        if (why != null) {
            change.done().completeExceptionally(why);
        }
        return change.done();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void run() {
        List<Acknowledgement<?>> acknowledgements = new ArrayList<>();
        try {
            while (take() instanceof Change<?> first) {
                group(first, acknowledgements);
                acknowledgements.forEach(Acknowledgement::give);
                acknowledgements.clear();
                checkpoints.afterCommit();
            }
        } catch (Throwable e) {
            LedgerStopped why = stopped(e);
            acknowledgements.forEach(each -> each.done().completeExceptionally(why));
            stop(why);
        }
    }

    /** A change that is made and whose caller is told when it is durable. */
    private record Acknowledgement<T>(CompletableFuture<T> done, T result) {
        void give() {
            done.complete(result);
        }
    }

    /** One transaction. Acknowledgements are run when it is durable. */
    private void group(Change<?> first, List<Acknowledgement<?>> acknowledgements)
            throws SQLException, InterruptedException {
        boolean begun = false;
        boolean urgent = false;
        int changes = 0;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GROUP_MILLISECONDS);
        Optional<Change<?>> one = Optional.of(first);
        while (one.isPresent()) {
            Change<?> change = one.get();
            if (change.writes() && !begun) {
                db.execute("BEGIN IMMEDIATE");
                begun = true;
            }
            apply(change, acknowledgements);
            urgent |= change.urgent();
            changes++;
            one = changes >= GROUP_CHANGES ? Optional.empty() : more(begun && !urgent, deadline);
        }
        if (begun) {
            group.beforeCommit();
            db.execute("COMMIT");
            group.committed();
        }
    }

    /** The next change of the group; empty when it is time to commit. */
    private Optional<Change<?>> more(boolean mayWait, long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left > 0 && peek(0) == null && mayWait && !group.urgent()) {
            peek(left);
        }
        if (left > 0 && next instanceof Change<?> change) {
            next = null;
            return Optional.of(change);
        }
        return Optional.empty();
    }

    private Entry take() throws InterruptedException {
        Entry entry = next != null ? next : queue.take();
        next = null;
        return entry;
    }

    private @Nullable Entry peek(long waitNanos) throws InterruptedException {
        if (next == null) {
            next = queue.poll(waitNanos, TimeUnit.NANOSECONDS);
        }
        return next;
    }

    private <T> void apply(Change<T> change, List<Acknowledgement<?>> acknowledgements) throws SQLException {
        try {
            T result = change.work().run();
            if (change.writes()) {
                acknowledgements.add(new Acknowledgement<>(change.done(), result));
            } else {
                change.done().complete(result);
            }
        } catch (IllegalArgumentException e) {
            change.done().completeExceptionally(e);
        } catch (SQLException | RuntimeException e) {
            change.done().completeExceptionally(stopped(e));
            throw e;
        }
    }

    private void stop(LedgerStopped why) {
        refuse(why);
        onStop.accept(why);
    }

    /** Takes no more changes; those that were not begun fail. */
    private void refuse(LedgerStopped why) {
        stopped = why;
        if (next instanceof Change<?> change) {
            change.done().completeExceptionally(why);
        }
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof Change<?> change) {
                change.done().completeExceptionally(why);
            }
        }
    }

    private static LedgerStopped stopped(Throwable cause) {
        return cause instanceof LedgerStopped already
                ? already
                : new LedgerStopped(
                        "The ledger could not be written: " + cause.getMessage()
                                + ". What was not acknowledged may or may not be there; nothing is lost. Mend the cause, then go on"
                                + " with trawl run --resume RUN",
                        cause);
    }

    /** Commits what is there and ends the thread. */
    @Override
    public void close() throws SQLException {
        queue.add(new Leave());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuse(new LedgerStopped("The ledger was closed before this change", new IllegalStateException("closed")));
        db.close();
    }
}
