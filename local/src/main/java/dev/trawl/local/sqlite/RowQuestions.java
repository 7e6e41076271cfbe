package dev.trawl.local.sqlite;

import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Turns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of tables that jobs declare: by their keys, and those whose turn has come. */
final class RowQuestions {
    private RowQuestions() {}

    /** Rows that are there, in the order of their keys. */
    static List<Row> byKey(Db db, TableSpec table, List<List<String>> keys) throws SQLException {
        String sql = "SELECT * FROM " + TableRows.quoted(table.name()) + " WHERE " + TableRows.having(table.key());
        List<Row> found = new ArrayList<>();
        Optional<RowReading> reading = RowReading.of(db, table);
        if (reading.isEmpty()) {
            return found;
        }
        for (List<String> key : keys) {
            db.first(sql, reading.get()::row, key.toArray()).ifPresent(found::add);
        }
        return found;
    }

    private record Position(String served, long row) {
        /** Before all that there are. */
        static final Position START = new Position("", 0);

        static Position of(String token) {
            int blank = token.indexOf(' ');
            if (!token.matches("\\d{1,18} .*")) {
                throw new IllegalArgumentException("No list goes on at " + token + ": it is no token of this list");
            }
            return new Position(token.substring(blank + 1), Long.parseLong(token.substring(0, blank)));
        }

        String token() {
            return row + " " + served;
        }
    }

    private record Placed(Position position, Row row) {}

    /**
     * Rows whose turn has come. Instants are texts here; without their Z the earlier one is the lesser text, however many
     * digits of the second each has.
     */
    static Slice<Row> turns(Db db, TableSpec table, Turns turns, Optional<String> after, int limit)
            throws SQLException {
        String sql = """
                SELECT _rowid_ AS _at, coalesce(rtrim("SERVED", 'Z'), '') AS _served, * FROM TABLE
                WHERE (?1 OR "DUE" IS NULL OR rtrim("DUE", 'Z') <= ?2) AND _served < ?2 AND (_served, _rowid_) > (?3, ?4)
                ORDER BY _served, _rowid_ LIMIT ?5""".replace("SERVED", turns.served())
                .replace("DUE", turns.due())
                .replace("TABLE", TableRows.quoted(table.name()));
        Optional<RowReading> reading = RowReading.of(db, table);
        if (reading.isEmpty()) {
            return new Slice<>(List.of(), Optional.empty());
        }
        String by = turns.by().toString();
        Position start = after.map(Position::of).orElse(Position.START);
        List<Placed> found = db.list(
                sql,
                row -> new Placed(
                        new Position(row.getString("_served"), row.getLong("_at")),
                        reading.get().row(row)),
                turns.all(),
                by.substring(0, by.length() - 1),
                start.served(),
                start.row(),
                limit);
        Optional<String> next = found.size() < limit
                ? Optional.empty()
                : Optional.of(found.getLast().position().token());
        return new Slice<>(found.stream().map(Placed::row).toList(), next);
    }
}
