package dev.trawl.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Names of files that are not finished. One process holds the folder, so a counter makes them unique. */
final class TemporaryNames {
    private static final String PREFIX = "object-";

    private final Path folder;
    private final AtomicLong next = new AtomicLong();

    TemporaryNames(DataPaths paths) {
        this.folder = paths.temporary();
    }

    Path next() {
        return folder.resolve(PREFIX + next.getAndIncrement());
    }

    /** What a process left that died. */
    List<Path> leftOver() throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
            found.forEach(left::add);
        }
        return left;
    }
}
