package dev.trawl.app.rows;

/** A file of rows is not what it must be; the message says where, what was found, and what to write instead. */
public final class BadRows extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRows(String message) {
        super(message);
    }
}
