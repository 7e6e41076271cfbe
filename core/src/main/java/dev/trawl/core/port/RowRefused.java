package dev.trawl.core.port;

/** A row that a table never takes. The message says which row, and what the table said. */
public final class RowRefused extends Exception {
    private static final long serialVersionUID = 1;

    /** With what was found. */
    public RowRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
