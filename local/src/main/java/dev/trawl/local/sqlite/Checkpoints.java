package dev.trawl.local.sqlite;

import java.sql.SQLException;

/** Moves the log into the file between groups, so that neither the log nor a caller's wait grows. */
final class Checkpoints {
    /** A checkpoint every so many pages of log: 4 MB. */
    private static final long EVERY_PAGES = 1_000;

    /** A log that a reader kept from being started anew is emptied when it has so many pages: 64 MB. */
    private static final long EMPTY_PAGES = 16_000;

    private final Db db;

    Checkpoints(Db db) {
        this.db = db;
    }

    /** Looks whether it is time. */
    void afterCommit() throws SQLException {
        Log log = checkpoint("NOOP");
        if (log.pages() < EVERY_PAGES || log.moved() == log.pages()) {
            return;
        }
        Log after = checkpoint("PASSIVE");
        if (after.pages() > EMPTY_PAGES) {
            checkpoint("TRUNCATE");
        }
    }

    /** The pages of the log, and how many of them are in the file. */
    private record Log(long pages, long moved) {}

    private Log checkpoint(String how) throws SQLException {
        return db.first("PRAGMA wal_checkpoint(" + how + ")", row -> new Log(row.getLong(2), row.getLong(3)))
                .orElseThrow();
    }
}
