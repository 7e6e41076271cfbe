package dev.trawl.local;

import java.io.IOException;
import java.nio.file.Path;

/**
 * This machine does not let Trawl work: a folder that is in use, a full disk, a file system that is read-only.
 * Nothing is wrong with the job or the item, so whoever meets it stops instead of recording a failure; commands
 * end with {@link #EXIT_STATUS}. The message says what was tried, what was found, what it means and what to do.
 */
public final class EnvironmentFault extends RuntimeException {
    /** What commands that meet it end with. */
    public static final int EXIT_STATUS = 3;

    private static final long serialVersionUID = 1;

    /** With a message in four parts. */
    public EnvironmentFault(String message) {
        super(message);
    }

    /** With a message in four parts and what it comes from. */
    public EnvironmentFault(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * From what the operating system said.
     *
     * @param tried what was tried, as the beginning of a sentence: {@code Opening the data folder}
     */
    public static EnvironmentFault of(String tried, Path path, IOException found) {
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
