package dev.trawl.local.sqlite;

import dev.trawl.core.Input;
import dev.trawl.core.Json;
import dev.trawl.core.Triggers.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads changes of rows that wait for a run, and deletes those that have theirs. */
final class ChangeReading {
    private ChangeReading() {}

    private record Maker(long run, String table) {}

    /** The next batch of a job: changes that one run made in one table, in the order they were made in. */
    static Optional<SqliteRecords.Changed> next(Db db, String job, long after, SqliteRecords.Room room)
            throws SQLException {
        Optional<Maker> maker = db.first(
                "SELECT run, tbl FROM change WHERE job = ? AND seq > ? ORDER BY run, tbl LIMIT 1",
                row -> new Maker(row.getLong(1), row.getString(2)),
                job,
                after);
        return maker.isEmpty() ? Optional.empty() : Optional.of(batch(db, job, maker.get(), after, room));
    }

    private record Length(long number, long bytes) {}

    /** What is to be read is measured first: outcomes may be large. */
    private static SqliteRecords.Changed batch(Db db, String job, Maker maker, long after, SqliteRecords.Room room)
            throws SQLException {
        List<Length> lengths = db.list(
                "SELECT seq, octet_length(key) FROM change WHERE job = ? AND run = ? AND tbl = ? AND seq > ? ORDER BY seq LIMIT ?",
                row -> new Length(row.getLong(1), row.getLong(2)),
                job,
                maker.run(),
                maker.table(),
                after,
                room.items());
        int some = 1;
        long bytes = lengths.getFirst().bytes();
        while (some < lengths.size() && bytes + lengths.get(some).bytes() <= room.bytes()) {
            bytes += lengths.get(some).bytes();
            some++;
        }
        long last = lengths.get(some - 1).number();
        boolean full = some < lengths.size() || some == room.items();
        return new SqliteRecords.Changed(
                job, maker.run(), maker.table(), read(db, job, maker, after, last), input(db, maker), full);
    }

    private static Optional<Input> input(Db db, Maker maker) throws SQLException {
        return db.first(
                "SELECT input FROM pinned WHERE run = ?", row -> new Input(Json.ofUtf8(row.getBytes(1))), maker.run());
    }

    private static List<Noted> read(Db db, String job, Maker maker, long after, long last) throws SQLException {
        boolean outcomes = maker.table().equals(ChangeRows.OUTCOMES);
        return db.list(
                "SELECT seq, kind, key FROM change WHERE job = ? AND run = ? AND tbl = ? AND seq > ? AND seq <= ? ORDER BY seq",
                row -> outcomes
                        ? new Noted.EndedItem(row.getLong(1), Json.parse(row.getString(3)))
                        : new Noted.ChangedRow(
                                row.getLong(1),
                                Change.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                key(row.getString(3))),
                job,
                maker.run(),
                maker.table(),
                after,
                last);
    }

    private static List<String> key(String json) {
        List<String> key = new ArrayList<>();
        Json.parse(json).tree().forEach(value -> key.add(value.asString()));
        return key;
    }

    static void delete(Db db, SqliteRecords.Changed batch) throws SQLException {
        db.update(
                "DELETE FROM change WHERE job = ? AND run = ? AND tbl = ? AND seq BETWEEN ? AND ?",
                batch.job(),
                batch.maker(),
                batch.table(),
                batch.first(),
                batch.last());
    }
}
