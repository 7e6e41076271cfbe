package dev.trawl.core;

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
}
