package dev.trawl.local.sqlite;

import java.sql.SQLException;

/** The layout of the ledger's file. What commits together lies in one file. */
final class Schema {
    private static final String[] TABLES = {
        // What somebody asks about often lies apart from what is written once.
        """
        CREATE TABLE run (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, job TEXT NOT NULL, phase TEXT NOT NULL,
            paused INTEGER NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL, concurrency INTEGER,
            page INTEGER NOT NULL, token TEXT, ended INTEGER NOT NULL,
            listed INTEGER NOT NULL, done INTEGER NOT NULL, dead INTEGER NOT NULL, cancelled INTEGER NOT NULL,
            waiting INTEGER NOT NULL, requests INTEGER NOT NULL, retries INTEGER NOT NULL, bytes INTEGER NOT NULL,
            sent INTEGER NOT NULL DEFAULT 0, received INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
            lane INTEGER NOT NULL DEFAULT 0, machine INTEGER NOT NULL DEFAULT 0, granted INTEGER NOT NULL DEFAULT 0,
            queued INTEGER NOT NULL DEFAULT 0, storing INTEGER NOT NULL DEFAULT 0, browser INTEGER NOT NULL DEFAULT 0,
            reason TEXT, message TEXT, started INTEGER NOT NULL,
            items_max INTEGER, emits INTEGER NOT NULL DEFAULT 0, keep INTEGER, expires INTEGER)""",
        "CREATE INDEX run_expires ON run (expires) WHERE expires IS NOT NULL",
        // What belongs to no run: the secret of the keys' hashes, the highest number of a run that was removed, and the
        // number of the last process of which is known what it had in flight when it died.
        "CREATE TABLE ledger (one INTEGER PRIMARY KEY CHECK (one = 1), secret BLOB NOT NULL, removed INTEGER NOT NULL, judged INTEGER NOT NULL)",
        "INSERT INTO ledger (one, secret, removed, judged) VALUES (1, randomblob(16), 0, 0)",
        // Runs whose row is gone and of which other rows are left.
        "CREATE TABLE removal (run INTEGER PRIMARY KEY)",
        "CREATE TABLE pinned (run INTEGER PRIMARY KEY, definition BLOB NOT NULL, input BLOB NOT NULL, tables TEXT NOT NULL)",
        "CREATE TABLE summary (run INTEGER PRIMARY KEY, document BLOB NOT NULL)",
        "CREATE TABLE cause (job TEXT, cause TEXT, run INTEGER NOT NULL, PRIMARY KEY (job, cause)) WITHOUT ROWID",
        "CREATE INDEX cause_run ON cause (run)",
        // A page as it was listed; its items are numbered first, first + 1 ...
        """
        CREATE TABLE page (run INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, token TEXT,
            keys BLOB NOT NULL)""",
        "CREATE INDEX page_first ON page (run, first)",
        "CREATE INDEX page_token ON page (run, token) WHERE token IS NOT NULL",
        // Payloads of pages that have items nobody has tried; gone with the last of them.
        "CREATE TABLE payload (run INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL, data BLOB NOT NULL)",
        "CREATE UNIQUE INDEX payload_last ON payload (run, last)",
        // How items ended: first a row per commit group, then eight bytes an item in the page's fold.
        "CREATE TABLE outcomes (seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, records BLOB NOT NULL)",
        "CREATE INDEX outcomes_run ON outcomes (run, seq)",
        "CREATE TABLE fold (run INTEGER NOT NULL, first INTEGER NOT NULL, records BLOB NOT NULL)",
        "CREATE UNIQUE INDEX fold_first ON fold (run, first)",
        // Items with a life of their own.
        """
        CREATE TABLE waiting (run INTEGER NOT NULL, item INTEGER NOT NULL, due INTEGER NOT NULL,
            attempts INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, surplus INTEGER NOT NULL DEFAULT 0)""",
        "CREATE UNIQUE INDEX waiting_item ON waiting (run, item)",
        "CREATE INDEX waiting_due ON waiting (run, due, item)",
        "CREATE INDEX waiting_surplus ON waiting (run) WHERE surplus",
        """
        CREATE TABLE dead (run INTEGER NOT NULL, item INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
            message TEXT NOT NULL, attempts INTEGER NOT NULL, value BLOB NOT NULL)""",
        "CREATE UNIQUE INDEX dead_item ON dead (run, item)",
        "CREATE TABLE result (run INTEGER, item INTEGER, document BLOB NOT NULL, PRIMARY KEY (run, item))",
        "CREATE TABLE kept (run INTEGER, item INTEGER, step TEXT, result BLOB NOT NULL, PRIMARY KEY (run, item, step))",
        "CREATE TABLE suspect (run INTEGER, item INTEGER, crashes INTEGER NOT NULL, PRIMARY KEY (run, item)) WITHOUT ROWID",
        """
        CREATE TABLE object (key TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,
            run INTEGER NOT NULL, item INTEGER) WITHOUT ROWID""",
        "CREATE INDEX object_run ON object (run, item, bytes)",
        "CREATE TABLE hold (key TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
        // Scheduled instants, in milliseconds: those that started a run or were skipped alone, missed ones as ranges.
        """
        CREATE TABLE instant (job TEXT, first INTEGER, last INTEGER NOT NULL, count INTEGER NOT NULL, state TEXT NOT NULL,
            run TEXT, PRIMARY KEY (job, first)) WITHOUT ROWID""",
        // Ends of runs that were not told to those who listen for them.
        "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, run TEXT NOT NULL, generation INTEGER NOT NULL)",
        // The schedules of jobs, each from its instant on; empty where a job has none any more.
        "CREATE TABLE schedule (job TEXT, since INTEGER, settings TEXT, PRIMARY KEY (job, since)) WITHOUT ROWID",
        "CREATE INDEX instant_queued ON instant (job, first) WHERE state = 'queued'",
        // Messages about runs that were not delivered yet; and how many of a run were given up.
        """
        CREATE TABLE notice (seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, due INTEGER NOT NULL,
            tries INTEGER NOT NULL, closing INTEGER NOT NULL, body BLOB NOT NULL)""",
        "CREATE INDEX notice_due ON notice (run, due)",
        "CREATE TABLE notified (run INTEGER PRIMARY KEY, failed INTEGER NOT NULL)",
        // Changes of rows that no run was started with yet, by the job that hears of them; run 0 is a command.
        """
        CREATE TABLE change (seq INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, run INTEGER NOT NULL,
            kind TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL)""",
        "CREATE INDEX change_job ON change (job, run, tbl, seq)",
        "CREATE TABLE declared (name TEXT PRIMARY KEY, spec TEXT NOT NULL) WITHOUT ROWID",
    };

    private Schema() {}

    static void create(Db db) throws SQLException {
        db.execute("BEGIN IMMEDIATE");
        for (String table : TABLES) {
            db.execute(table);
        }
        db.execute("PRAGMA user_version=" + LedgerFile.LAYOUT);
        db.execute("COMMIT");
    }
}
