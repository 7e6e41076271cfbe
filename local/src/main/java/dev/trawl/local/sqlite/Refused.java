package dev.trawl.local.sqlite;

/**
 * What a caller asked for does not fit what the ledger holds, and nothing was written for it: the caller's mistake, not
 * the ledger's. Thrown only before the first write of a change; whatever else is thrown in one stops the writer.
 */
final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
