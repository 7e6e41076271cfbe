package dev.trawl.local.lane;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The working folder of a worker: empty at its beginning, gone with it. Links in it are never followed. */
record WorkFolder(Path path) {
    /** Files that are counted; more are as bad as too many bytes. */
    private static final int FILES_MAX = 100_000;

    /** Makes one that nobody else may read. */
    static WorkFolder make(Path path) throws IOException {
        return new WorkFolder(Files.createDirectory(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** Bytes of the files in it; {@link Long#MAX_VALUE} where there are too many to count. */
    long bytes() {
        AtomicLong bytes = new AtomicLong();
        AtomicLong files = new AtomicLong();
        walk(new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                return files.incrementAndGet() > FILES_MAX ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // It went while it was looked at.
                return FileVisitResult.CONTINUE;
            }
        });
        return files.get() > FILES_MAX ? Long.MAX_VALUE : bytes.get();
    }

    /** Removes it with what is in it; what cannot be removed now is removed when the data folder is opened again. */
    void delete() {
        walk(new SimpleFileVisitor<>() {
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
        });
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
