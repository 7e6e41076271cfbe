package dev.trawl.app.body;

/** What was posted is no body of a run; nothing was started. */
public final class BadBody extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    BadBody(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of HTTP that says so: 400, 413 or 415. */
    public int status() {
        return status;
    }
}
