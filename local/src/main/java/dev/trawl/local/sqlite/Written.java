package dev.trawl.local.sqlite;

/**
 * What was written to the ledger's file since it was opened.
 *
 * @param commits that changed anything
 * @param rows inserted, changed or deleted
 * @param bytes handed to the statements that did so: text and blobs, and 8 for each number
 */
public record Written(long commits, long rows, long bytes) {
    /** Nothing. */
    public static final Written NONE = new Written(0, 0, 0);
}
