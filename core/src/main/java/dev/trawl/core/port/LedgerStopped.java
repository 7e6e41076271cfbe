package dev.trawl.core.port;

/** The ledger takes no more changes: a commit failed and its outcome is unknown until the file is read again. */
public final class LedgerStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what stopped it. */
    public LedgerStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
