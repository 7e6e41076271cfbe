package dev.trawl.local.lane;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One worker: a process that was begun with a command, and all that it starts. Items are handed to it by one thread at a
 * time; it may be ended by any. {@link Watch} looks at it now and again, and sees to its end.
 */
final class WorkerProcess implements Guarded {
    /** How long a worker whose input has ended is given to leave by itself. */
    private static final long LEAVE_NANOS = Duration.ofSeconds(2).toNanos();

    /** How long it is given when it was asked to leave. */
    private static final long TERM_NANOS = Duration.ofSeconds(1).toNanos();

    /** How long whoever hears nothing more of it waits to learn how it ended. */
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(1);

    /** A process that was killed by signal N has this and N as its status. */
    private static final int KILLED = 128;

    private final CommandSettings settings;
    private final Process process;
    private final WorkerStreams streams;
    private final WorkFolder folder;
    private final Optional<Cgroup> group;
    private final Runnable wake;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    /** Completes when whoever handed its item over needs nothing of it any more. */
    private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

    private Optional<String> key = Optional.empty();
    private Optional<Failure> why = Optional.empty();
    private Phase phase = Phase.WORKING;
    private long deadline = Long.MAX_VALUE;
    private long idleSince = System.nanoTime();
    private long leavingSince;

    /**
     * One that was begun.
     *
     * @param group in which it was
     * @param wake has it looked at soon
     */
    WorkerProcess(
            CommandSettings settings,
            Process process,
            WorkerStreams streams,
            WorkFolder folder,
            Optional<Cgroup> group,
            Runnable wake) {
        this.settings = settings;
        this.process = process;
        this.streams = streams;
        this.folder = folder;
        this.group = group;
        this.wake = wake;
        var _ = process.toHandle().onExit().thenRun(wake);
    }

    /**
     * Hands an item over.
     *
     * @return the key of the item before it, if there was one
     */
    Optional<String> begin(String item, byte[] line, Duration timeout) {
        Optional<String> before;
        synchronized (this) {
            before = key;
            key = Optional.of(item);
            settled = new CompletableFuture<>();
            deadline = System.nanoTime() + timeout.toNanos();
        }
        wake.run();
        try {
            process.getOutputStream().write(line);
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It takes no more: its output ends too, and that is how it is heard of.
        }
        return before;
    }

    /** The next line that it says; empty when it says nothing more. */
    Optional<byte[]> take() throws InterruptedException {
        Optional<byte[]> line = streams.take();
        if (line.isPresent() && line.get().length == 0) {
            throw fault(
                    "On its standard output was a line of more than " + (WorkerStreams.LINE_BYTES_MAX >> 20) + " MB");
        }
        return line;
    }

    /** The item that it was given last has ended. */
    synchronized void done() {
        deadline = Long.MAX_VALUE;
        idleSince = System.nanoTime();
    }

    /** Nothing that the item left in its folder is needed any more. */
    void settled() {
        CompletableFuture<Void> now;
        synchronized (this) {
            now = settled;
        }
        now.complete(null);
    }

    /** Whether it may be given an item: it is alive, and has said nothing that nobody asked for. */
    boolean ready(Notes notes) {
        synchronized (this) {
            if (phase != Phase.WORKING) {
                return false;
            }
        }
        return process.isAlive() && streams.quiet(notes) && taken();
    }

    /** From here on it is not let go for having been idle. */
    private synchronized boolean taken() {
        idleSince = System.nanoTime();
        return phase == Phase.WORKING;
    }

    /** Lets it leave where nobody has needed it for long. */
    @Override
    public synchronized void leaveWhereIdle(long now) {
        if (idle(now) > CommandSettings.IDLE_MAX.toNanos()) {
            leave();
        }
    }

    /** Whether it has ended of itself, and says that all was well. */
    boolean leftWell() throws InterruptedException {
        return reason().isEmpty()
                && process.waitFor(STATUS_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                && process.exitValue() == 0;
    }

    /** Why it said nothing more in the middle of an item; it is ended. */
    AttemptFailed broken() throws InterruptedException {
        if (reason().isEmpty()) {
            boolean over = process.waitFor(STATUS_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            String how = over ? "It ended with " + status() : "It closed its standard output";
            if (over) {
                streams.hearOut();
                judge();
            }
            return fault(how + " before it said what became of its item");
        }
        return fault("");
    }

    /** Says so where the kernel ended it: its group alone knows, and is soon gone. */
    private void judge() {
        if (group.filter(Cgroup::overMemory).isPresent()) {
            end(
                    "worker-memory",
                    "It needed, with all that it started, more memory than the " + (settings.memory() >> 20)
                            + " MB that limits.memory allows, and the kernel ended it");
        }
    }

    private String status() {
        int status = process.exitValue();
        return status > KILLED ? "signal " + (status - KILLED) : "status " + status;
    }

    /** What it did wrong; it is ended. What it was ended for before counts more. */
    AttemptFailed fault(String what) {
        return new AttemptFailed(end("worker-crash", what), Duration.ZERO);
    }

    private synchronized Optional<Failure> reason() {
        return why;
    }

    /** Ends it, with all that it started, for a reason; the first one counts. */
    @Override
    public Failure end(String reason, String what) {
        String said =
                streams.lastWords().map(words -> "; its last words: " + words).orElse("");
        Failure first;
        synchronized (this) {
            first = why.orElseGet(() -> new Failure(reason, what + " (" + settings.program() + ")" + said));
            why = Optional.of(first);
            phase = Phase.ENDING;
        }
        wake.run();
        return first;
    }

    /** Ends it, with all that it started, as it is not needed any more: nobody hears it. */
    void end() {
        streams.abandon();
        synchronized (this) {
            phase = Phase.ENDING;
        }
        wake.run();
    }

    /** Lets it leave: its input ends, then it is asked, then ended. Within some seconds nothing of it is left. */
    void leave() {
        synchronized (this) {
            if (phase != Phase.WORKING) {
                return;
            }
            phase = Phase.LEAVING;
            leavingSince = System.nanoTime();
        }
        streams.abandon();
        Thread.ofVirtual().name("trawl-worker-farewell").start(() -> {
            try {
                // May block where it does not read what it was given; it is ended all the same.
                process.getOutputStream().close();
            } catch (IOException e) {
                // It has closed its side.
            }
        });
        wake.run();
    }

    /** Moves it on by what the time is, and says where it stands. */
    @Override
    public synchronized Phase moved(long now) {
        if (phase != Phase.ENDING && !process.isAlive()) {
            phase = Phase.ENDING;
        }
        if (phase == Phase.LEAVING && now - leavingSince > LEAVE_NANOS) {
            Libc.killGroup(pid(), Libc.SIGTERM);
            Libc.kill(pid(), Libc.SIGTERM);
            phase = Phase.ASKED;
        }
        if (phase == Phase.ASKED && now - leavingSince > LEAVE_NANOS + TERM_NANOS) {
            phase = Phase.ENDING;
        }
        return phase;
    }

    /** Nanoseconds until its item has run out of time; negative where it has. */
    @Override
    public synchronized long left(long now) {
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - now;
    }

    /** For how long it has had nothing to do. */
    synchronized long idle(long now) {
        return deadline == Long.MAX_VALUE ? now - idleSince : 0;
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public int pid() {
        return (int) process.pid();
    }

    @Override
    public CommandSettings settings() {
        return settings;
    }

    @Override
    public WorkFolder folder() {
        return folder;
    }

    @Override
    public void kill() {
        group.ifPresent(Cgroup::kill);
    }

    /** What it named as objects may lie in its folder, and it may have left as soon as it had named them. */
    @Override
    public CompletableFuture<Void> dead() {
        streams.end();
        synchronized (this) {
            return settled;
        }
    }

    @Override
    public void buried() {
        judge();
        group.ifPresent(Cgroup::remove);
        folder.delete();
        gone.complete(null);
    }

    /** Completes when nothing of it is left. */
    CompletableFuture<Void> gone() {
        return gone;
    }
}
