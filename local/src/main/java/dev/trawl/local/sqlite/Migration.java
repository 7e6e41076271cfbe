package dev.trawl.local.sqlite;

import dev.trawl.core.Job;
import java.sql.SQLException;

/** Brings a file of an older layout up to date. */
final class Migration {
    private static final String[] TO_LAYOUT_2 = {
        "ALTER TABLE run ADD COLUMN items_max INTEGER",
        "ALTER TABLE run ADD COLUMN emits INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN keep INTEGER",
        "ALTER TABLE run ADD COLUMN expires INTEGER",
        "CREATE INDEX run_expires ON run (expires) WHERE expires IS NOT NULL",
        "CREATE TABLE ledger (one INTEGER PRIMARY KEY CHECK (one = 1), secret BLOB NOT NULL, removed INTEGER NOT NULL, judged INTEGER NOT NULL)",
        "INSERT INTO ledger (one, secret, removed, judged) VALUES (1, randomblob(16), 0, 0)",
        "CREATE TABLE removal (run INTEGER PRIMARY KEY)",
        "CREATE INDEX cause_run ON cause (run)",
        // Pages of emitted items have no token.
        "UPDATE run SET emits = EXISTS (SELECT 1 FROM page WHERE page.run = run.no AND page.token IS NULL)",
        // What they hold is in the keys of the pages too.
        "DROP TABLE seen",
    };

    private static final String[] TO_LAYOUT_3 = {
        "ALTER TABLE object ADD COLUMN item INTEGER",
        "DROP INDEX object_run",
        "CREATE INDEX object_run ON object (run, item)",
        """
        CREATE TABLE instant (job TEXT, first INTEGER, last INTEGER NOT NULL, count INTEGER NOT NULL, state TEXT NOT NULL,
            run TEXT, PRIMARY KEY (job, first)) WITHOUT ROWID""",
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, run TEXT NOT NULL, generation INTEGER NOT NULL)",
        "CREATE TABLE schedule (job TEXT, since INTEGER, settings TEXT, PRIMARY KEY (job, since)) WITHOUT ROWID",
        "CREATE INDEX instant_queued ON instant (job, first) WHERE state = 'queued'",
    };

    private static final String[] TO_LAYOUT_4 = {
        """
        CREATE TABLE notice (seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, due INTEGER NOT NULL,
            tries INTEGER NOT NULL, closing INTEGER NOT NULL, body BLOB NOT NULL)""",
        "CREATE INDEX notice_due ON notice (run, due)",
        "CREATE TABLE notified (run INTEGER PRIMARY KEY, failed INTEGER NOT NULL)",
    };

    private static final String[] TO_LAYOUT_5 = {
        """
        CREATE TABLE change (seq INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, run INTEGER NOT NULL,
            kind TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL)""", "CREATE INDEX change_job ON change (job, run, tbl, seq)",
    };

    private static final String[] TO_LAYOUT_6 = {
        "ALTER TABLE run ADD COLUMN sent INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN received INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN lane INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN machine INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN granted INTEGER NOT NULL DEFAULT 0",
        // The bytes of a run's objects are summed up from it alone.
        "DROP INDEX object_run",
        "CREATE INDEX object_run ON object (run, item, bytes)",
    };

    private static final String[] TO_LAYOUT_7 = {
        "ALTER TABLE waiting ADD COLUMN surplus INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX waiting_surplus ON waiting (run) WHERE surplus",
    };

    private static final String[] TO_LAYOUT_8 = {
        "ALTER TABLE run ADD COLUMN queued INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN storing INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run ADD COLUMN browser INTEGER NOT NULL DEFAULT 0",
    };

    private Migration() {}

    /** From any older layout to the newest, each step whole or not at all. */
    static void from(int layout, Db db) throws SQLException {
        if (layout < 2) {
            toLayout2(db);
        }
        if (layout < 3) {
            step(db, TO_LAYOUT_3, 3);
        }
        if (layout < 4) {
            step(db, TO_LAYOUT_4, 4);
        }
        if (layout < 5) {
            step(db, TO_LAYOUT_5, 5);
        }
        if (layout < 6) {
            step(db, TO_LAYOUT_6, 6);
        }
        if (layout < 7) {
            step(db, TO_LAYOUT_7, 7);
        }
        if (layout < 8) {
            step(db, TO_LAYOUT_8, 8);
        }
    }

    private static void step(Db db, String[] changes, int layout) throws SQLException {
        db.execute("BEGIN IMMEDIATE");
        for (String change : changes) {
            db.execute(change);
        }
        db.execute("PRAGMA user_version=" + layout);
        db.execute("COMMIT");
    }

    /** From layout 1, over a connection that wants free pages to be given back. Whole or not at all. */
    private static void toLayout2(Db db) throws SQLException {
        // First: else a crash in between would leave a file of layout 2 that can't give anything back.
        compact(db);
        db.execute("BEGIN IMMEDIATE");
        for (String change : TO_LAYOUT_2) {
            db.execute(change);
        }
        db.update("UPDATE run SET keep = ?", Job.Rules.KEEP.toMillis());
        db.update("""
                UPDATE run SET expires = keep + (
                    SELECT coalesce(unixepoch(json_extract(CAST(document AS TEXT), '$.finished')) * 1000, run.started)
                    FROM summary WHERE summary.run = run.no)
                WHERE phase IN ('succeeded', 'failed', 'cancelled')""");
        db.execute("PRAGMA user_version=2");
        db.execute("COMMIT");
    }

    /** Writes the file anew, once, so that it can give back what will be removed from it. */
    private static void compact(Db db) throws SQLException {
        try {
            db.execute("VACUUM");
        } catch (SQLException e) {
            throw new SQLException(
                    "bringing it from layout 1 to layout 2 writes the file anew, once, and failed: " + e.getMessage()
                            + "; there must be room for a copy of it beside it",
                    e);
        }
        db.list("PRAGMA wal_checkpoint(TRUNCATE)", _ -> Boolean.TRUE);
    }
}
