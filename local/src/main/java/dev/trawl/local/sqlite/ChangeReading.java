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

    private record Noted(long number, String kind, String content) {
        SqliteRecords.ChangedRow row() {
            return new SqliteRecords.ChangedRow(Change.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), key(content));
        }
    }

    /** The next batch of a job: changes that one run made in one table, in the order they were made in. */
    static Optional<SqliteRecords.Changed> next(Db db, String job, long after, int limit) throws SQLException {
        Optional<Maker> maker = db.first(
                "SELECT run, tbl FROM change WHERE job = ? AND seq > ? ORDER BY run, tbl LIMIT 1",
                row -> new Maker(row.getLong(1), row.getString(2)),
                job,
                after);
        return maker.isEmpty() ? Optional.empty() : Optional.of(batch(db, job, maker.get(), after, limit));
    }

    private static SqliteRecords.Changed batch(Db db, String job, Maker maker, long after, int limit)
            throws SQLException {
        List<Noted> noted = db.list(
                "SELECT seq, kind, key FROM change WHERE job = ? AND run = ? AND tbl = ? AND seq > ? ORDER BY seq LIMIT ?",
                row -> new Noted(row.getLong(1), row.getString(2), row.getString(3)),
                job,
                maker.run(),
                maker.table(),
                after,
                limit);
        Optional<Input> input = db.first(
                "SELECT input FROM pinned WHERE run = ?", row -> new Input(Json.ofUtf8(row.getBytes(1))), maker.run());
        boolean outcomes = maker.table().equals(ChangeRows.OUTCOMES);
        return new SqliteRecords.Changed(
                job,
                maker.run(),
                maker.table(),
                noted.getFirst().number(),
                noted.getLast().number(),
                outcomes ? List.of() : noted.stream().map(Noted::row).toList(),
                outcomes
                        ? noted.stream().map(each -> Json.parse(each.content())).toList()
                        : List.of(),
                input);
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
