package dev.trawl.local.sqlite;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Any number of values by their keys on disk, to be taken one by one: what is left was not asked for. Nothing of it outlives the
 * process. For one thread.
 */
public final class RowShelf implements AutoCloseable {
    private final Db db;

    private RowShelf(Db db) {
        this.db = db;
    }

    /**
     * An empty one.
     *
     * @param file to be made, and to be removed by the caller
     * @throws SQLException where it can't be
     */
    public static RowShelf open(Path file) throws SQLException {
        Db db = LedgerFile.connect(file.toString());
        try {
            db.execute("PRAGMA journal_mode=OFF");
            db.execute("PRAGMA synchronous=OFF");
            db.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
            db.execute("BEGIN");
            return new RowShelf(db);
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    /** Puts a value there, in place of one of the same key. */
    public void put(Item item) throws SQLException {
        db.update(
                "INSERT OR REPLACE INTO shelf (key, value) VALUES (?, ?)",
                item.key(),
                item.value().utf8());
    }

    /** Takes the value of a key away; empty where there is none. */
    public Optional<Json> take(String key) throws SQLException {
        Optional<Json> found =
                db.first("SELECT value FROM shelf WHERE key = ?", row -> Json.ofUtf8(row.getBytes(1)), key);
        if (found.isPresent()) {
            db.update("DELETE FROM shelf WHERE key = ?", key);
        }
        return found;
    }

    /** What was not taken, by key, after one of them. */
    public List<Item> left(String after, int limit) throws SQLException {
        return db.list(
                "SELECT key, value FROM shelf WHERE key > ? ORDER BY key LIMIT ?",
                row -> new Item(row.getString(1), Json.ofUtf8(row.getBytes(2))),
                after,
                limit);
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
