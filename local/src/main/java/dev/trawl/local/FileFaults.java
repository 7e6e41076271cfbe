package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.nio.file.Path;

/** Says what the operating system did not let Trawl do, and what to do about it. */
final class FileFaults {
    private FileFaults() {}

    /**
     * From what the operating system said.
     *
     * @param tried what was tried, as the beginning of a sentence: {@code Opening the data folder}
     */
    static EnvironmentFault of(String tried, Path path, IOException found) {
        FileTrouble trouble = FileTrouble.of(found);
        String message = tried + " " + path + " failed: " + trouble.found(found) + ". " + trouble.meaning();
        return new EnvironmentFault(message, found);
    }

    /**
     * Throws a fault where what was found is one of the machine (full, read-only, forbidden), and returns where
     * it is not.
     */
    static void raise(String tried, Path path, IOException found) {
        if (FileTrouble.of(found) != FileTrouble.OTHER) {
            throw of(tried, path, found);
        }
    }
}
