package dev.trawl.local.lane;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The workers of one run: those that are free are used again, the one that was used last first. For any number of threads. */
final class WorkerPool implements AutoCloseable {
    /** Begins a worker. */
    @FunctionalInterface
    interface Hire {
        WorkerProcess hire() throws IOException;
    }

    private final MemorySlots.Share share;
    private final Notes notes;
    private final Hire hire;
    private final Deque<WorkerProcess> free = new ArrayDeque<>();
    private boolean closed;

    WorkerPool(MemorySlots slots, CommandSettings settings, Notes notes, Hire hire) {
        this.share = slots.share(settings.memory(), settings.weight(), this::evict);
        this.notes = notes;
        this.hire = hire;
    }

    /**
     * A free worker, or a new one; to be given back, or ended.
     *
     * @return empty where there was no memory for one by then
     * @throws IOException where the machine lets no process begin
     */
    Optional<WorkerProcess> take(Instant until) throws InterruptedException, IOException {
        for (Optional<WorkerProcess> next = next(); next.isPresent(); next = next()) {
            if (next.get().ready(notes)) {
                return next;
            }
            next.get().end();
        }
        if (!share.take(until)) {
            return Optional.empty();
        }
        return Optional.of(hire());
    }

    private WorkerProcess hire() throws IOException {
        boolean hired = false;
        try {
            WorkerProcess process = hire.hire();
            hired = true;
            var _ = process.gone().thenRun(share::give);
            return process;
        } finally {
            if (!hired) {
                share.give();
            }
        }
    }

    private synchronized Optional<WorkerProcess> next() {
        return Optional.ofNullable(free.pollFirst());
    }

    /** A worker has ended its item and is well: it is free, or leaves where others are due its memory. */
    void give(WorkerProcess process) {
        boolean leaves = share.due();
        synchronized (this) {
            if (!closed && !leaves) {
                free.addFirst(process);
            } else {
                leaves = true;
            }
        }
        if (leaves) {
            process.leave();
        }
        share.idle();
    }

    private boolean evict() {
        Optional<WorkerProcess> last;
        synchronized (this) {
            last = Optional.ofNullable(free.pollLast());
        }
        last.ifPresent(WorkerProcess::leave);
        return last.isPresent();
    }

    /** What workers of the run say for people. */
    Notes notes() {
        return notes;
    }

    /** Lets all leave. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Optional<WorkerProcess> next = next(); next.isPresent(); next = next()) {
            next.get().leave();
        }
        share.close();
        notes.end();
    }
}
