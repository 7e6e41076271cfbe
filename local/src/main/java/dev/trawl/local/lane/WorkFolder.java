package dev.trawl.local.lane;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The working folder of a worker: empty at its beginning, gone with it. Links in it are never followed. A worker may put so much
 * into it that walking through it takes seconds, so nobody does who is waited for.
 */
record WorkFolder(Path path) {
    /** Files and folders that are counted; more are as bad as too many bytes. */
    static final int ENTRIES_MAX = 100_000;

    /** What a folder takes of the disk at least, however little it says. */
    private static final long FOLDER_BYTES = 4_096;

    /** Folders in each other that are walked through, each of which is an open file meanwhile. */
    private static final int DEPTH_MAX = 100;

    /** Characters of a path in it; what is much longer cannot be named any more (path_resolution(7), PATH_MAX). */
    private static final int PATH_CHARACTERS_MAX = 1_000;

    /** Makes one that nobody else may read. */
    static WorkFolder make(Path path) throws IOException {
        return new WorkFolder(Files.createDirectory(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** Bytes of the files and folders in it; {@link Long#MAX_VALUE} where there are too many to count, or too deep ones. */
    long bytes() {
        Counting counting = new Counting();
        walk(counting);
        return counting.tooMany ? Long.MAX_VALUE : counting.bytes;
    }

    /** Removes it with what is in it; what cannot be removed now is removed when the data folder is opened again. */
    void delete() {
        Removing removing = new Removing();
        do {
            removing.again = false;
            walk(removing);
        } while (removing.again);
    }

    private boolean deep(Path folder) {
        return folder.getNameCount() - path.getNameCount() > DEPTH_MAX
                || folder.toString().length() - path.toString().length() > PATH_CHARACTERS_MAX;
    }

    /** Counts what there is. */
    private final class Counting extends SimpleFileVisitor<Path> {
        private long bytes;
        private int entries;
        private boolean tooMany;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(path)
                    ? FileVisitResult.CONTINUE
                    : count(Math.max(FOLDER_BYTES, attributes.size()), deep(folder));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return count(attributes.isRegularFile() ? attributes.size() : 0, false);
        }

        private FileVisitResult count(long more, boolean deep) {
            bytes += more;
            entries++;
            tooMany = deep || entries > ENTRIES_MAX;
            return tooMany ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            // It went while it was looked at.
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Removes what there is. What lies too deep is brought up, and removed when it is walked again. */
    private final class Removing extends SimpleFileVisitor<Path> {
        private boolean again;
        private int broughtUp;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!deep(folder)) {
                return FileVisitResult.CONTINUE;
            }
            try {
                Files.move(folder, path.resolve("deep-" + ++broughtUp));
                again = true;
            } catch (FileAlreadyExistsException e) {
                // Under the next number.
                again = true;
            } catch (IOException e) {
                // Left to the next opening.
            }
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return removed(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return removed(file);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return removed(folder);
        }
    }

    private static FileVisitResult removed(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Left to the next opening.
        }
        return FileVisitResult.CONTINUE;
    }

    private void walk(SimpleFileVisitor<Path> visitor) {
        try {
            Files.walkFileTree(path, visitor);
        } catch (IOException e) {
            // It went while it was walked.
        }
    }
}
