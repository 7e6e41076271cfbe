package dev.trawl.app.command;

/** The command makes no sense as it was given. The message says what to write instead. */
public final class UsageFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message of at most a few lines. */
    public UsageFault(String message) {
        super(message);
    }
}
