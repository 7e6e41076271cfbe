package dev.trawl.local.sqlite;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of tables that jobs declare. A table that is not there has none; a column that is not there is null. */
final class RowReading {
    private final Db db;
    private final TableSpec table;
    private final Set<String> there;

    private RowReading(Db db, TableSpec table, TableSpec declared) {
        this.db = db;
        this.table = table;
        this.there = declared.columns().stream().map(TableSpec.Column::name).collect(Collectors.toSet());
    }

    private record Numbered(long no, Row row) {}

    /** Of a table; empty where nothing of it was declared yet. */
    static Optional<RowReading> of(Db db, TableSpec table) throws SQLException {
        return Declared.of(db, table.name()).map(declared -> new RowReading(db, table, declared));
    }

    /** Rows in the order they were first written in. */
    static Slice<Row> inOrderWritten(Db db, TableSpec table, Map<String, String> where, long after, int limit)
            throws SQLException {
        Optional<RowReading> reading = of(db, table);
        if (reading.isEmpty()) {
            return new Slice<>(List.of(), Optional.empty());
        }
        List<@Nullable Object> arguments = new ArrayList<>(List.of(after));
        String sql = "_rowid_ > ?" + reading.get().having(where, arguments) + " ORDER BY _rowid_ LIMIT ?";
        arguments.add(limit);
        return reading.get().numbered(sql, limit, arguments.toArray());
    }

    /** Rows that a run wrote last, in the order they were first written in. */
    static Slice<Row> ofRun(Db db, TableSpec table, RunId run, long after, int limit) throws SQLException {
        Optional<RowReading> reading = of(db, table);
        return reading.isEmpty()
                ? new Slice<>(List.of(), Optional.empty())
                : reading.get()
                        .numbered(
                                "\"_run\" = (SELECT no FROM run WHERE id = ?) AND _rowid_ > ? ORDER BY _rowid_ LIMIT ?",
                                limit,
                                run.text(),
                                after,
                                limit);
    }

    private Slice<Row> numbered(String behind, int limit, @Nullable Object... arguments) throws SQLException {
        List<Numbered> found = db.list(
                "SELECT _rowid_ AS _at, * FROM " + TableRows.quoted(table.name()) + " WHERE " + behind,
                row -> new Numbered(row.getLong("_at"), row(row)),
                arguments);
        Optional<String> next = found.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(found.getLast().no()));
        return new Slice<>(found.stream().map(Numbered::row).toList(), next);
    }

    /** The key of each row, which is one column, and some others behind it, in the order of the key. */
    Slice<List<@Nullable String>> inKeyOrder(
            List<String> columns, Map<String, String> where, Optional<String> after, int limit) throws SQLException {
        if (table.key().size() != 1) {
            throw new IllegalArgumentException("Reading table " + table.name()
                    + " in the order of its key takes a key of one column, got: " + table.key());
        }
        String key = table.key().getFirst();
        List<@Nullable Object> arguments = new ArrayList<>();
        String begin = "1";
        if (after.isPresent()) {
            begin = "\"" + key + "\" > ?";
            arguments.add(
                    TableRows.stored(table.column(key).orElseThrow().type().read(after.get())));
        }
        String wanted = Stream.concat(Stream.of(key), columns.stream())
                .map(name -> there.contains(name) ? "\"" + name + "\"" : "NULL")
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + wanted + " FROM " + TableRows.quoted(table.name()) + " WHERE " + begin
                + having(where, arguments) + " ORDER BY \"" + key + "\" LIMIT ?";
        arguments.add(limit);
        List<List<@Nullable String>> found = db.list(sql, row -> texts(row, 1 + columns.size()), arguments.toArray());
        Optional<String> next = found.size() < limit
                ? Optional.empty()
                : Optional.ofNullable(found.getLast().getFirst());
        return new Slice<>(found, next);
    }

    /** By number: the names of columns are not looked up for each of millions of rows. */
    private static List<@Nullable String> texts(ResultSet row, int columns) throws SQLException {
        @Nullable String[] texts = new String[columns];
        for (int n = 0; n < columns; n++) {
            texts[n] = row.getString(n + 1);
        }
        return Arrays.asList(texts);
    }

    /** The row of a key. */
    static Optional<Row> one(Db db, TableSpec table, List<String> key) throws SQLException {
        Optional<RowReading> reading = of(db, table);
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> where = new LinkedHashMap<>();
        for (int n = 0; n < table.key().size(); n++) {
            where.put(table.key().get(n), key.get(n));
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        String sql = "SELECT * FROM " + TableRows.quoted(table.name()) + " WHERE 1"
                + reading.get().having(where, arguments);
        return db.first(sql, reading.get()::row, arguments.toArray());
    }

    /** How many rows have these values, no further than a number. */
    static long count(Db db, TableSpec table, Map<String, String> where, long most) throws SQLException {
        Optional<RowReading> reading = of(db, table);
        if (reading.isEmpty()) {
            return 0;
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        String sql = "SELECT count(*) FROM (SELECT 1 FROM " + TableRows.quoted(table.name()) + " WHERE 1"
                + reading.get().having(where, arguments) + " LIMIT ?)";
        arguments.add(most);
        return db.number(sql, arguments.toArray());
    }

    private String having(Map<String, String> where, List<@Nullable Object> arguments) {
        StringBuilder sql = new StringBuilder();
        where.forEach((name, value) -> {
            boolean text = table.column(name)
                    .map(column -> column.type() == ColumnType.TEXT)
                    .orElse(false);
            // What is stored as text is compared as it is, so that an index helps.
            sql.append(text ? " AND \"" + name + "\" = ?" : " AND CAST(\"" + name + "\" AS TEXT) = ?");
            arguments.add(searched(name, value));
        });
        return sql.toString();
    }

    private String searched(String column, String value) {
        boolean truth = table.column(column)
                .map(each -> each.type() == ColumnType.TRUTH)
                .orElse(false);
        return !truth ? value : value.equals("true") ? "1" : value.equals("false") ? "0" : value;
    }

    /** A row as it stands. */
    Row row(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        for (TableSpec.Column column : table.columns()) {
            columns.put(column.name(), there.contains(column.name()) ? value(column, row) : null);
        }
        return new Row(table.name(), columns);
    }

    private static @Nullable Object value(TableSpec.Column column, ResultSet row) throws SQLException {
        String text = row.getString(column.name());
        if (text == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT, INSTANT -> text;
            case INTEGER -> row.getLong(column.name());
            case NUMBER -> new BigDecimal(text);
            case TRUTH -> row.getBoolean(column.name());
            case JSON -> Json.parse(text).tree();
            case ANY -> any(row.getObject(column.name()));
        };
    }

    /** The first columns, as they are stored. */
    static List<@Nullable Object> stored(ResultSet row, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int n = 1; n <= columns; n++) {
            Object value = row.getObject(n);
            values.add(value instanceof Integer number ? (Object) number.longValue() : value);
        }
        return values;
    }

    /** As {@link TableRows} stores it: text and whole numbers as they are, other JSON in bytes. */
    private static @Nullable Object any(@Nullable Object stored) {
        return switch (stored) {
            case byte[] json -> Json.parse(json);
            case Number number -> number.longValue();
            case null -> null;
            default -> stored;
        };
    }
}
