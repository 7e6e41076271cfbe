package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import java.sql.SQLException;
import java.time.Instant;

/** Writes messages about runs, in the commit of what they tell of. */
final class NoticeRows {
    private static final String INSERT =
            "INSERT INTO notice (run, due, tries, closing, body) VALUES (?, ?, 0, ?, ?)";

    private final Db db;

    NoticeRows(Db db) {
        this.db = db;
    }

    /** A message about an item. It is due at once. */
    void item(RunBook book, Json message) throws SQLException {
        write(book, 0, Instant.EPOCH, message);
    }

    /** The message about the end of a run. It is delivered behind all that were written before. */
    void end(RunBook book, Instant at, Json message) throws SQLException {
        write(book, 1, at, message);
    }

    private void write(RunBook book, int closing, Instant due, Json message) throws SQLException {
        if (!book.notified) {
            db.update("INSERT OR IGNORE INTO notified (run, failed) VALUES (?, 0)", book.no);
            book.notified = true;
        }
        db.update(INSERT, book.no, due.toEpochMilli(), closing, message.utf8());
    }
}
