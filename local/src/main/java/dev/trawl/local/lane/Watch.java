package dev.trawl.local.lane;

import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at the processes of workers: who belongs to them, how much memory and disk they have, and whether their time is up.
 * It ends those that have too much, and stays with an ended one until nothing of it is left. It sleeps where there is none.
 * Memory has no signal that could be waited for, so it is looked at often, and more often the more there is.
 */
final class Watch implements AutoCloseable {
    /** Between two looks at workers with little memory. */
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

    /** Between two looks at workers with more than a third of what they may have. */
    private static final long CLOSE_LOOK_NANOS = Duration.ofMillis(40).toNanos();

    /** What nobody takes between two looks; who may still have more is not looked at more often. */
    private static final long SOON_BYTES = 768L << 20;

    /** Between two looks at what is being ended. */
    private static final long END_LOOK_NANOS = Duration.ofMillis(15).toNanos();

    /** Between two looks at a worker's folder. */
    private static final long DISK_NANOS = Duration.ofSeconds(1).toNanos();

    /** Looks in a row at which nobody is left: a process that is just being begun may be missed by one. */
    private static final int QUIET_LOOKS = 2;

    private final Map<Guarded, Watched> watched = new ConcurrentHashMap<>();
    private final Consumer<List<String>> families;
    private final Executor walkers;
    private final Thread thread;
    private ProcessTable before = new ProcessTable(Map.of());
    private volatile boolean woken;
    private volatile boolean closed;

    /**
     * Looks at nobody yet.
     *
     * @param families told who belongs to any worker, as {@link Family#names} has it
     * @param walkers walk through workers' folders, which takes as long as a worker has made it take
     */
    Watch(Consumer<List<String>> families, Executor walkers) {
        this.families = families;
        this.walkers = walkers;
        this.thread = Thread.ofPlatform().daemon().name("trawl-worker-watch").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Looks at a worker from now on. */
    void over(Guarded process, String mark) {
        watched.put(process, new Watched(process, new Family(process.pid(), mark)));
        wake();
    }

    /** Looks at once. */
    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            woken = false;
            long next = watched.isEmpty() ? Long.MAX_VALUE : lookAgain();
            if (!woken && !closed) {
                park(next);
            }
        }
    }

    private void park(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Looks at all; a look that the machine does not allow, as too many files are open, is made up for by the next. */
    private long lookAgain() {
        try {
            return look();
        } catch (UncheckedIOException | DirectoryIteratorException e) {
            return LOOK_NANOS;
        }
    }

    /** Looks at all; nanoseconds until the next look. */
    private long look() {
        ProcessTable table = ProcessTable.now();
        Newcomers newcomers = new Newcomers(table.newSince(before));
        before = table;
        long next = LOOK_NANOS;
        for (Watched each : watched.values()) {
            next = Math.min(next, each.look(table, newcomers, System.nanoTime()));
        }
        List<String> names = new ArrayList<>();
        watched.values().forEach(each -> names.addAll(each.family.names()));
        families.accept(names);
        return next;
    }

    /** One worker and what is known of it; used by the thread of the watch alone, but for what its folder holds. */
    private final class Watched {
        private final Guarded process;
        private final Family family;
        private long diskAt = System.nanoTime() + DISK_NANOS;
        /** Whether somebody walks through its folder. */
        private final AtomicBoolean counting = new AtomicBoolean();

        private int quiet;

        Watched(Guarded process, Family family) {
            this.process = process;
            this.family = family;
        }

        long look(ProcessTable table, Newcomers newcomers, long now) {
            return switch (process.moved(now)) {
                case ENDING -> end(table);
                case WORKING, LEAVING, ASKED -> guard(table, newcomers, now);
            };
        }

        private long guard(ProcessTable table, Newcomers newcomers, long now) {
            family.look(table, newcomers);
            long left = process.left(now);
            if (left <= 0) {
                process.end("worker-timeout", "It named no outcome in the time that limits.timeout allows");
                return 0;
            }
            process.leaveWhereIdle(now);
            if (now > diskAt && counting.compareAndSet(false, true)) {
                diskAt = now + DISK_NANOS;
                walkers.execute(this::disk);
            }
            return Math.min(left, memory(table));
        }

        private long memory(ProcessTable table) {
            Collection<ProcessTable.Entry> alive = family.alive(table);
            long most = process.settings().memory();
            long resident =
                    alive.stream().mapToLong(ProcessTable.Entry::resident).sum();
            // What processes share counts once; that takes longer to find out, so only where it matters.
            long held = resident > most ? table.proportional(alive) : resident;
            if (held > most) {
                process.end(
                        "worker-memory",
                        "It had " + (held >> 20) + " MB, with all that it started (processes: " + alive.size()
                                + "), and limits.memory allows " + (most >> 20) + " MB");
                return 0;
            }
            return held > most / 3 && most - held < SOON_BYTES ? CLOSE_LOOK_NANOS : LOOK_NANOS;
        }

        private void disk() {
            try {
                if (process.folder().bytes() > process.settings().disk()) {
                    process.end(
                            "worker-crash",
                            "It filled its working folder with more than the "
                                    + (process.settings().disk() >> 20) + " MB that limits.disk allows, with more than "
                                    + WorkFolder.ENTRIES_MAX + " files and folders, or with too deep ones");
                }
            } finally {
                counting.set(false);
            }
        }

        private long end(ProcessTable table) {
            process.kill();
            family.search(table);
            Collection<ProcessTable.Entry> alive = family.alive(table);
            boolean group = process.alive() || alive.stream().anyMatch(entry -> entry.session() == process.pid());
            if (group) {
                // All at once, so that none of them begins another meanwhile.
                Libc.killGroup(process.pid(), Libc.SIGKILL);
            }
            alive.forEach(entry -> Libc.kill(entry.pid(), Libc.SIGKILL));
            quiet = group || !alive.isEmpty() ? 0 : quiet + 1;
            if (quiet >= QUIET_LOOKS) {
                watched.remove(process);
                var _ = process.dead().thenRunAsync(process::buried, walkers);
            }
            return END_LOOK_NANOS;
        }
    }

    /** Looks no more. What is left then is the watchdog's. */
    @Override
    public void close() {
        closed = true;
        wake();
    }
}
