package dev.trawl.local.lane;

import dev.trawl.core.Failure;
import dev.trawl.core.port.Companions.Companion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A program that works beside this process, with all that it starts: capped, watched and ended like a worker. */
final class CompanionProcess implements Companion, Guarded {
    private final CommandSettings settings;
    private final Process process;
    private final WorkFolder folder;
    private final Runnable wake;
    private final LastWords words = new LastWords();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Optional<Failure> why = Optional.empty();
    private boolean ending;

    /** @param wake has it looked at soon */
    CompanionProcess(CommandSettings settings, Process process, WorkFolder folder, Runnable wake) {
        this.settings = settings;
        this.process = process;
        this.folder = folder;
        this.wake = wake;
        Thread.ofPlatform()
                .daemon()
                .name("trawl-companion-" + process.pid() + "-err")
                .start(listening(process, words));
        var _ = process.toHandle().onExit().thenRun(wake);
    }

    private static Runnable listening(Process process, LastWords words) {
        return () -> {
            try {
                words.drain(process.getErrorStream(), (_, _, _) -> {});
            } catch (IOException e) {
                // The end of a process that was killed.
            }
        };
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public synchronized Optional<Failure> fault() {
        return why;
    }

    @Override
    public Optional<String> lastWords() {
        return words.said();
    }

    @Override
    public void end() {
        synchronized (this) {
            ending = true;
        }
        wake.run();
    }

    @Override
    public Failure end(String reason, String what) {
        Failure first;
        synchronized (this) {
            first = why.orElseGet(() -> new Failure(reason, what));
            why = Optional.of(first);
        }
        end();
        return first;
    }

    @Override
    public int pid() {
        return (int) process.pid();
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public synchronized Phase moved(long now) {
        ending |= !process.isAlive();
        return ending ? Phase.ENDING : Phase.WORKING;
    }

    @Override
    public long left(long now) {
        return Long.MAX_VALUE;
    }

    @Override
    public void leaveWhereIdle(long now) {
        // Whoever began it knows when it is not needed any more.
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
    public void buried() {
        folder.delete();
        gone.complete(null);
    }

    /** Completes when nothing of it is left. */
    CompletableFuture<Void> gone() {
        return gone;
    }
}
