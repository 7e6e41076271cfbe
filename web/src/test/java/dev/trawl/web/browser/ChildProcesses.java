package dev.trawl.web.browser;

import dev.trawl.core.Failure;
import dev.trawl.core.port.Companions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Companions that nobody watches; ended with what they started when they are closed. */
final class ChildProcesses implements Companions, AutoCloseable {
    private final Path folder;
    private final List<Process> begun = new CopyOnWriteArrayList<>();

    ChildProcesses(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Companion> begin(Program program, Instant until) throws IOException {
        Path own = Files.createDirectory(folder.resolve("browser-" + begun.size()));
        Process process = new ProcessBuilder(program.command())
                .directory(own.toFile())
                .redirectError(own.resolve("err").toFile())
                .start();
        begun.add(process);
        return Optional.of(new Child(process));
    }

    /** How many were begun. */
    int count() {
        return begun.size();
    }

    /** Whether the one that was begun last runs. */
    boolean runs() {
        return begun.getLast().isAlive();
    }

    /** Waits for the end of the one that was begun last. */
    void awaitEnd() throws InterruptedException {
        begun.getLast().waitFor();
    }

    /** Waits for the end of all. */
    void awaitAllEnd() throws InterruptedException {
        for (Process each : begun) {
            each.waitFor();
        }
    }

    /** Kills the one that was begun last. */
    void kill() {
        end(begun.getLast());
    }

    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        begun.forEach(ChildProcesses::end);
    }

    private record Child(Process process) implements Companion {
        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public Optional<Failure> fault() {
            return Optional.empty();
        }

        @Override
        public Optional<String> lastWords() {
            return Optional.empty();
        }

        @Override
        public void end() {
            ChildProcesses.end(process);
        }
    }
}
