package dev.trawl.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A data folder that this process alone holds, until it is closed or the process ends. For any thread; a second
 * opening, from this process or another, is refused. Who only reads needs no more than {@link DataPaths}.
 */
public final class DataFolder implements AutoCloseable {
    private final DataPaths paths;
    private final FolderLock lock;

    private DataFolder(DataPaths paths, FolderLock lock) {
        this.paths = paths;
        this.lock = lock;
    }

    /**
     * Opens a folder and makes it, durably, where it is not there. Its parent must be there, so that a typing
     * error does not start an empty folder somewhere else.
     *
     * @throws EnvironmentFault where it cannot be had: in use, no folder, no parent, not writable, disk full
     */
    public static DataFolder open(Path root) {
        DataPaths paths = new DataPaths(root);
        requireParent(paths.root());
        try {
            create(paths.root());
            FolderLock lock = FolderLock.take(paths);
            return furnished(paths, lock);
        } catch (FileAlreadyExistsException e) {
            throw new EnvironmentFault(
                    "Opening the data folder " + paths.root() + " failed: " + e.getFile() + " is no folder."
                            + " Nothing can be stored under it. Move it away, or name another data folder.",
                    e);
        } catch (IOException e) {
            throw FileFaults.of("Opening the data folder", paths.root(), e);
        }
    }

    /** Where what lies in it. */
    public DataPaths paths() {
        return paths;
    }

    /** Lets go of it. Everything that works in it must have ended. */
    @Override
    public void close() {
        lock.close();
    }

    private static void requireParent(Path root) {
        Path parent = root.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new EnvironmentFault("Opening the data folder " + root + " failed: its parent folder is not there."
                    + " The folder was not made. Make the parent first, or name another data folder.");
        }
    }

    private static DataFolder furnished(DataPaths paths, FolderLock lock) throws IOException {
        try {
            for (Path folder : List.of(paths.objects(), paths.content(), paths.temporary())) {
                create(folder);
                refuseLink(folder);
            }
            return new DataFolder(paths, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void create(Path folder) throws IOException {
        try {
            // The ledger holds inputs, secrets among them: nobody else's to read.
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path parent = folder.getParent();
            FileOperations.SYSTEM.syncFolder(parent == null ? folder : parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** A link would let what is stored land outside, on a disk where nothing can be moved in one step. */
    private static void refuseLink(Path folder) throws IOException {
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
    }
}
