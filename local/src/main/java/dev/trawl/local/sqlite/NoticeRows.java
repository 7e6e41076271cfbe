package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import java.sql.SQLException;

/** Writes messages about runs, in the commit of what they tell of. */
final class NoticeRows {
    private static final String INSERT = "INSERT INTO notice (run, due, tries, closing, body) VALUES (?, 0, 0, ?, ?)";

    private final Db db;
    /** Whether the group that is being written has any. */
    private boolean written;
    /** The last one of the groups so far, that which is being written with them. */
    private long last;
    /** The last one that is durable. */
    private volatile long durable;

    NoticeRows(Db db) throws SQLException {
        this.db = db;
        this.last = db.number("SELECT coalesce(max(seq), 0) FROM notice");
        this.durable = last;
    }

    /** The number of the last message that is durable: nobody is told of what a crash may undo. */
    long durable() {
        return durable;
    }

    /** The group is about to be committed. */
    void beforeCommit() throws SQLException {
        if (written) {
            last = db.number("SELECT seq FROM sqlite_sequence WHERE name = 'notice'");
            written = false;
        }
    }

    /** It was. */
    void committed() {
        durable = last;
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
        written = true;
        db.update(INSERT, book.no, closing, message.utf8());
    }
}
