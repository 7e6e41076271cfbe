package dev.trawl.app.command;

import dev.trawl.app.FileWords;
import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Temporary folders of a command: gone when it is done with them, and when it is asked to leave. For any number of threads. */
final class Scratch {
    /** Who still works in a folder may put something there while it is removed. */
    private static final int TRIES = 5;

    private final String name;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private volatile boolean left;

    /** @param name the beginning of the folders' names */
    Scratch(String name) {
        this.name = name;
    }

    /** What is done in a folder. */
    @FunctionalInterface
    interface Work<T> {
        T in(Path folder) throws Exception;
    }

    /**
     * Works in a folder that is removed afterwards.
     *
     * @throws InterruptedException where the command is asked to leave meanwhile
     * @throws EnvironmentFault where the folder can't be made or removed
     */
    <T> T in(Work<T> work) throws Exception {
        Path folder = create();
        try {
            return work.in(folder);
        } catch (Exception e) {
            // Its folder was taken away: whatever it found wrong is no news.
            throw left ? new InterruptedException("The process leaves") : e;
        } finally {
            remove(folder);
        }
    }

    /** Removes every folder, whoever works there. What to say of those that are left; empty text where none is. */
    String leave() {
        left = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        for (int n = 0; n < TRIES && !folders.isEmpty(); n++) {
            folders.forEach(this::remove);
        }
        return folders.isEmpty()
                ? ""
                : "; what it worked in is left and may be deleted: "
                        + folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private Path create() {
        try {
            Path folder = Files.createTempDirectory(name);
            folders.add(folder);
            return folder;
        } catch (IOException e) {
            throw new EnvironmentFault(
                    "Making a folder to work in under " + System.getProperty("java.io.tmpdir") + " failed: "
                            + FileWords.of(e)
                            + ". Nothing was done. Name another place with TRAWL_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private void remove(Path folder) {
        if (!Files.exists(folder)) {
            folders.remove(folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            folders.remove(folder);
        } catch (IOException | UncheckedIOException e) {
            // Named by whoever leaves last; the next try may find it empty.
            folders.add(folder);
        }
    }
}
