package dev.trawl.app.http;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says that files of a folder have changed, once they are left alone for a moment: who writes a file does so in steps. */
public final class FolderWatch implements AutoCloseable {
    private static final long LEFT_ALONE_MILLISECONDS = 100;

    private static final List<WatchEvent.Kind<Path>> CHANGES = List.of(
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE,
            StandardWatchEventKinds.ENTRY_MODIFY);

    private final WatchService service;
    private final Runnable changed;

    private FolderWatch(WatchService service, Runnable changed) {
        this.service = service;
        this.changed = changed;
    }

    /**
     * Watches a folder until it is closed.
     *
     * @param changed called on a thread of its own, one call after the other
     * @throws IOException where the system has no watch left
     */
    public static FolderWatch of(Path folder, Runnable changed) throws IOException {
        WatchService service = folder.getFileSystem().newWatchService();
        folder.register(service, CHANGES.toArray(WatchEvent.Kind<?>[]::new));
        FolderWatch watch = new FolderWatch(service, changed);
        Thread.ofVirtual().name("trawl-job-folder").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            while (true) {
                drain(service.take());
                for (@Nullable WatchKey key = next(); key != null; key = next()) {
                    drain(key);
                }
                changed.run();
            }
        } catch (ClosedWatchServiceException e) {
            // Nobody watches any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable WatchKey next() throws InterruptedException {
        return service.poll(LEFT_ALONE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** What has changed does not matter: the whole folder is read. */
    private static void drain(WatchKey key) {
        key.pollEvents();
        key.reset();
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
