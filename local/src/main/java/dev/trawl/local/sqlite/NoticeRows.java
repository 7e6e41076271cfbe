package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import java.sql.SQLException;

/** Writes messages about runs, in the commit of what they tell of. */
final class NoticeRows {
    private static final String INSERT = "INSERT INTO notice (run, due, tries, closing, body) VALUES (?, 0, 0, ?, ?)";

    private final Db db;

    NoticeRows(Db db) {
        this.db = db;
    }

    /** A message about an item. */
    void item(RunBook book, Json message) throws SQLException {
        write(book, 0, message);
    }

    /** The message about the end of a run. It is delivered behind all that were written before. */
    void end(RunBook book, Json message) throws SQLException {
        write(book, 1, message);
    }

    private void write(RunBook book, int closing, Json message) throws SQLException {
        if (!book.notified) {
            db.update("INSERT OR IGNORE INTO notified (run, failed) VALUES (?, 0)", book.no);
            book.notified = true;
        }
        db.update(INSERT, book.no, closing, message.utf8());
    }
}
