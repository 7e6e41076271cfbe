package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders whose names are known to be durable. A folder that somebody else made a moment ago, or before a crash,
 * may still be in memory alone: it is synced once by everyone who cannot know.
 */
final class DurableFolders {
    /** Folders remembered; then they are forgotten and synced once more. */
    private static final int KNOWN_MAX = 50_000;

    private final FileOperations files;
    private final Path root;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    DurableFolders(FileOperations files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** Makes sure that a folder below the root is there, durably, and that no link leads out of the root. */
    void require(Path folder) throws IOException {
        Path at = root;
        for (Path part : root.relativize(folder)) {
            Path parent = at;
            at = at.resolve(part);
            if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
                create(at);
                known.remove(at);
            }
            persist(at, parent);
        }
    }

    private void create(Path folder) throws IOException {
        try {
            files.createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                throw noFolder(folder, e);
            }
        }
    }

    private void persist(Path folder, Path parent) throws IOException {
        if (known.contains(folder)) {
            return;
        }
        files.syncFolder(parent);
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.add(folder);
    }

    private static FileSystemException noFolder(Path folder, Throwable cause) {
        FileSystemException refused = new FileSystemException(
                folder.toString(),
                null,
                "Storing an object below it failed: it is a file or a link, no folder. The object was not stored."
                        + " Choose keys of which none is the beginning of another.");
        refused.initCause(cause);
        return refused;
    }
}
