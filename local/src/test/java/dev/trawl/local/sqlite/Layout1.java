package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.testkit.NumberSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A file as the first version made it. */
final class Layout1 {
    private static final String[] TABLES = {
        // What somebody asks about often lies apart from what is written once.
        """
        CREATE TABLE run (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, job TEXT NOT NULL, phase TEXT NOT NULL,
            paused INTEGER NOT NULL, epoch INTEGER NOT NULL, generation INTEGER NOT NULL, concurrency INTEGER,
            page INTEGER NOT NULL, token TEXT, ended INTEGER NOT NULL,
            listed INTEGER NOT NULL, done INTEGER NOT NULL, dead INTEGER NOT NULL, cancelled INTEGER NOT NULL,
            waiting INTEGER NOT NULL, requests INTEGER NOT NULL, retries INTEGER NOT NULL, bytes INTEGER NOT NULL,
            reason TEXT, message TEXT, started INTEGER NOT NULL)""",
        "CREATE TABLE pinned (run INTEGER PRIMARY KEY, definition BLOB NOT NULL, input BLOB NOT NULL, tables TEXT NOT NULL)",
        "CREATE TABLE summary (run INTEGER PRIMARY KEY, document BLOB NOT NULL)",
        "CREATE TABLE cause (job TEXT, cause TEXT, run INTEGER NOT NULL, PRIMARY KEY (job, cause)) WITHOUT ROWID",
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
            attempts INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL)""",
        "CREATE UNIQUE INDEX waiting_item ON waiting (run, item)",
        "CREATE INDEX waiting_due ON waiting (run, due, item)",
        """
        CREATE TABLE dead (run INTEGER NOT NULL, item INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
            message TEXT NOT NULL, attempts INTEGER NOT NULL, value BLOB NOT NULL)""",
        "CREATE UNIQUE INDEX dead_item ON dead (run, item)",
        "CREATE TABLE result (run INTEGER, item INTEGER, document BLOB NOT NULL, PRIMARY KEY (run, item))",
        "CREATE TABLE kept (run INTEGER, item INTEGER, step TEXT, result BLOB NOT NULL, PRIMARY KEY (run, item, step))",
        "CREATE TABLE suspect (run INTEGER, item INTEGER, crashes INTEGER NOT NULL, PRIMARY KEY (run, item)) WITHOUT ROWID",
        "CREATE TABLE seen (run INTEGER, hash BLOB, PRIMARY KEY (run, hash)) WITHOUT ROWID",
        """
        CREATE TABLE object (key TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,
            run INTEGER NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX object_run ON object (run)",
        "CREATE TABLE hold (key TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE declared (name TEXT PRIMARY KEY, spec TEXT NOT NULL) WITHOUT ROWID",
    };

    private Layout1() {}

    /** Makes the file with a closed run 1 and an open run 2 of the keys "0" to "9". */
    static void write(Path file) throws SQLException {
        try (Db db = LedgerFile.connect(file.toString())) {
            db.execute("PRAGMA journal_mode=WAL");
            db.execute("BEGIN IMMEDIATE");
            for (String table : TABLES) {
                db.execute(table);
            }
            run(db, 1, "closed", "succeeded", 0);
            run(db, 2, "open", "listing", 10);
            db.update(
                    "INSERT INTO summary (run, document) VALUES (1, ?)",
                    "{\"finished\": \"2026-11-20T12:00:00.123Z\"}".getBytes(UTF_8));
            db.update("INSERT INTO cause (job, cause, run) VALUES ('sample', 'tick', 1)");
            new Pages(db, 2, PageRoom.STANDARD).add(0, items(), Optional.of(""));
            for (int n = 0; n < 10; n++) {
                db.update("INSERT INTO seen (run, hash) VALUES (2, randomblob(16))");
            }
            db.execute("PRAGMA user_version=1");
            db.execute("COMMIT");
        }
    }

    private static List<Item> items() {
        return LongStream.range(0, 10).mapToObj(NumberSource::item).toList();
    }

    private static void run(Db db, long no, String id, String phase, long listed) throws SQLException {
        db.update("""
                INSERT INTO run (no, id, job, phase, paused, epoch, generation, page, ended, listed, done, dead, cancelled,
                    waiting, requests, retries, bytes, started)
                VALUES (?, ?, 'sample', ?, 0, 1, 1, ?, 0, ?, 0, 0, 0, 0, 0, 0, 0, ?)""", no, id, phase, listed == 0 ? 0 : 1, listed, 1_763_000_000_000L);
        db.update("INSERT INTO pinned (run, definition, input, tables) VALUES (?, '{}', '{}', '[]')", no);
    }
}
