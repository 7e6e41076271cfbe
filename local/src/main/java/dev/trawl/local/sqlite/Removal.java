package dev.trawl.local.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes runs that were kept long enough, a little in each transaction, and gives their room back to the file
 * system. A run is gone for everybody with its first step; what is left of it then is named in the table
 * {@code removal}, so that a crash loses nothing of the work. Rows of tables and objects stay, and the number of a
 * run is never given again: they name it.
 */
final class Removal {
    /** Pages of the file that one step moves at most: 1 MB. */
    private static final int MOVED_PAGES = 256;

    /** Free pages that stay for what is written next: 4 MB. */
    static final int FREE_PAGES = 1_000;

    /** How long it is kept what became of a scheduled instant, and how many entries one step removes. */
    static final Duration INSTANTS_KEPT = Duration.ofDays(90);

    private static final int INSTANTS_AT_ONCE = 1_000;

    /** What hangs on a run's number, and how many rows of it one step removes: about 1 MB. */
    private static final List<Bulk> BULKS = List.of(
            new Bulk("page", 16),
            new Bulk("payload", 16),
            new Bulk("fold", 64),
            new Bulk("outcomes", 64),
            new Bulk("dead", 1_000),
            new Bulk("waiting", 1_000),
            new Bulk("result", 250),
            new Bulk("kept", 250),
            new Bulk("notice", 250));

    private final Db db;

    Removal(Db db) {
        this.db = db;
    }

    private record Bulk(String table, int rows) {}

    /** One small step; whether there may be more to do. */
    boolean step(Instant now) throws SQLException {
        Optional<Long> begun = first("SELECT run FROM removal ORDER BY run LIMIT 1");
        if (begun.isPresent()) {
            goOn(begun.get());
            return true;
        }
        Optional<Long> expired =
                first("SELECT no FROM run WHERE expires <= ? ORDER BY expires LIMIT 1", now.toEpochMilli());
        if (expired.isPresent()) {
            begin(expired.get());
            return true;
        }
        return forget(now.minus(INSTANTS_KEPT).toEpochMilli()) || giveBack();
    }

    private Optional<Long> first(String sql, Object... arguments) throws SQLException {
        return db.first(sql, row -> row.getLong(1), arguments);
    }

    private void begin(long run) throws SQLException {
        db.update("INSERT INTO removal (run) VALUES (?)", run);
        db.update("UPDATE ledger SET removed = max(removed, ?)", run);
        for (String table : List.of("pinned", "summary", "cause", "suspect", "notified")) {
            db.update("DELETE FROM " + table + " WHERE run = ?", run);
        }
        db.update("DELETE FROM run WHERE no = ?", run);
    }

    private void goOn(long run) throws SQLException {
        for (Bulk bulk : BULKS) {
            int removed = db.update(
                    "DELETE FROM " + bulk.table() + " WHERE rowid IN (SELECT rowid FROM " + bulk.table()
                            + " WHERE run = ? LIMIT ?)",
                    run,
                    bulk.rows());
            if (removed > 0) {
                return;
            }
        }
        db.update("DELETE FROM removal WHERE run = ?", run);
    }

    /** Forgets old instants of a schedule. The newest run that it started, and what came after, say how it goes on. */
    private boolean forget(long before) throws SQLException {
        for (String job : db.list("SELECT DISTINCT job FROM schedule", row -> row.getString(1))) {
            int forgotten = db.update("""
                    DELETE FROM instant WHERE job = ?1 AND first IN (
                      SELECT first FROM instant WHERE job = ?1 AND first < ?2 AND last < ?2 AND state <> 'queued'
                        AND first < (SELECT coalesce(max(iif(state = 'started', first, NULL)), max(first))
                                     FROM instant WHERE job = ?1)
                      ORDER BY first LIMIT ?3)""", job, before, INSTANTS_AT_ONCE);
            if (forgotten > 0) {
                return true;
            }
        }
        return false;
    }

    /** Moves pages from the end of the file into free ones, so that it gets shorter at the next checkpoint. */
    private boolean giveBack() throws SQLException {
        long free = db.number("PRAGMA freelist_count") - FREE_PAGES;
        if (free <= 0) {
            return false;
        }
        db.exhaust("PRAGMA incremental_vacuum(" + Math.min(free, MOVED_PAGES) + ")");
        return true;
    }
}
