package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Changed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables that jobs declare: made, widened and written to. */
final class TableRows {
    /** The number of no run: of rows that a command wrote. */
    static final long NO_RUN = 0;

    private final Db db;
    private final ChangeRows heard;
    private final Map<Shape, Target> targets = new HashMap<>();

    /** @param heard who is told of changes */
    TableRows(Db db, ChangeRows heard) {
        this.db = db;
        this.heard = heard;
    }

    /** Rows that have the same columns, and tell of the change of the same ones. */
    private record Shape(String table, Map<String, String> changes, Set<String> named, boolean update) {}

    /**
     * How rows of one shape are written: the values that it takes, in order.
     *
     * @param names of the table's columns, where it takes what its rows bring; else empty
     */
    private record Target(TableSpec table, String upsert, List<TableSpec.Column> columns, Set<String> names) {
        static Target of(TableSpec table, String upsert, List<TableSpec.Column> columns) {
            Set<String> names = table.open()
                    ? table.columns().stream().map(TableSpec.Column::name).collect(Collectors.toSet())
                    : Set.of();
            return new Target(table, upsert, columns, names);
        }

        boolean takes(Row row) {
            return names.isEmpty() || names.containsAll(row.columns().keySet());
        }
    }

    /** How the file names a table of a job's: apart from the ledger's own. */
    static String quoted(String table) {
        return "\"t_" + table + "\"";
    }

    /**
     * Checks that a table fits what is there of that name; throws before anything is written.
     *
     * @throws Refused where key or types differ
     */
    void check(TableSpec table) throws SQLException {
        merged(Declared.of(db, table.name()), table);
    }

    /** Makes a table, or adds the columns and indexes that it lacks. */
    void declare(TableSpec table) throws SQLException {
        Optional<TableSpec> there = Declared.of(db, table.name());
        TableSpec whole = merged(there, table);
        if (there.isPresent() && there.get().equals(whole)) {
            return;
        }
        if (there.isEmpty()) {
            create(table);
        } else {
            for (TableSpec.Column column : whole.columns()
                    .subList(there.get().columns().size(), whole.columns().size())) {
                db.execute("ALTER TABLE " + quoted(table.name()) + " ADD COLUMN " + definition(column));
            }
        }
        for (String column : whole.index()) {
            index(whole, column);
        }
        db.update(
                "INSERT OR REPLACE INTO declared (name, spec) VALUES (?, ?)",
                table.name(),
                Json.tree(whole).toString());
        targets.keySet().removeIf(shape -> shape.table().equals(table.name()));
    }

    /** Writes a row in place of the one with its key; whoever listens hears of it. */
    void write(long run, Row row) throws SQLException {
        Target target = widened(shape(row), row);
        Optional<Change.Kind> kind = heard.hears(row) ? kind(target.table(), row) : Optional.empty();
        @Nullable Object[] values = new Object[target.columns().size() + 1];
        for (int n = 0; n < target.columns().size(); n++) {
            values[n] = value(row, target.columns().get(n));
        }
        values[values.length - 1] = run;
        db.update(target.upsert(), values);
        if (kind.isPresent()) {
            heard.note(run, target.table(), row, kind.get());
        }
    }

    /** Deletes the row of a key; whether there was one. */
    boolean delete(TableSpec table, List<String> key) throws SQLException {
        String same = table.key().stream()
                .map(name -> table.column(name).orElseThrow().type() == ColumnType.ANY
                        ? "CAST(\"" + name + "\" AS TEXT) = ?"
                        : "\"" + name + "\" = ?")
                .collect(Collectors.joining(" AND "));
        return db.update("DELETE FROM " + quoted(table.name()) + " WHERE " + same, key.toArray()) > 0;
    }

    /** The same row under the key, as text or as a number, that a row which is there has. */
    Row named(TableSpec table, Row row) throws SQLException {
        List<TableSpec.Column> key = table.key().stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        if (key.stream().noneMatch(column -> column.type() == ColumnType.ANY)) {
            return row;
        }
        String same = key.stream()
                .map(column -> "\"" + column.name() + "\" IN (?, ?)")
                .collect(Collectors.joining(" AND "));
        List<@Nullable Object> either = new ArrayList<>();
        List<@Nullable Object> exactly = new ArrayList<>();
        for (TableSpec.Column column : key) {
            Object value = row.columns().get(column.name());
            exactly.add(stored(column, value));
            either.add(stored(column, value));
            either.add(column.type() == ColumnType.ANY ? any(otherwise(value)) : stored(value));
        }
        List<List<@Nullable Object>> there = db.list(
                "SELECT " + names(table.key()) + " FROM " + quoted(table.name()) + " WHERE " + same,
                found -> RowReading.stored(found, key.size()),
                either.toArray());
        return there.isEmpty() || there.contains(exactly) ? row : renamed(row, table.key(), there.getFirst());
    }

    private static Row renamed(Row row, List<String> key, List<@Nullable Object> values) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>(row.columns());
        for (int n = 0; n < key.size(); n++) {
            columns.put(key.get(n), values.get(n));
        }
        return new Row(row.table(), columns, row.partial(), row.quiet(), row.update());
    }

    /** A whole number for the text that reads like it, and the text for the number. */
    private static @Nullable Object otherwise(@Nullable Object value) {
        return switch (value) {
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case String text when text.matches("0|-?[1-9]\\d{0,17}") -> Long.parseLong(text);
            case null, default -> value;
        };
    }

    /** What writing the row changes; empty where all its values are there already. */
    private Optional<Change.Kind> kind(TableSpec table, Row row) throws SQLException {
        List<TableSpec.Column> compared = table.columns().stream()
                .filter(column -> !table.key().contains(column.name())
                        && (!row.partial() || row.columns().containsKey(column.name()))
                        && !(row.columns().get(column.name()) instanceof Changed))
                .toList();
        String same = compared.stream()
                .map(column -> "\"" + column.name() + "\" IS ?")
                .collect(Collectors.joining(" AND "));
        @Nullable
        Object[] values = Stream.concat(
                        compared.stream(),
                        table.key().stream().map(name -> table.column(name).orElseThrow()))
                .map(column -> stored(column, row.columns().get(column.name())))
                .toArray();
        Optional<Boolean> unchanged = db.first(
                "SELECT " + (same.isEmpty() ? "1" : same) + " FROM " + quoted(table.name()) + " WHERE "
                        + having(table.key()),
                found -> found.getBoolean(1),
                values);
        if (unchanged.isEmpty() && row.update()) {
            return Optional.empty();
        }
        return unchanged.isEmpty()
                ? Optional.of(Change.Kind.NEW)
                : unchanged.get() ? Optional.empty() : Optional.of(Change.Kind.CHANGED);
    }

    /** What a row that is new has in a column: as it says, or else the standard value. */
    private static @Nullable Object value(Row row, TableSpec.Column column) {
        return row.columns().containsKey(column.name()) || !row.partial()
                ? stored(column, row.columns().get(column.name()))
                : stored(column, column.standard().map(column.type()::read).orElse(null));
    }

    private static @Nullable Object stored(TableSpec.Column column, @Nullable Object value) {
        return column.type() == ColumnType.ANY ? any(value) : stored(value);
    }

    /** Where these columns have the values that are given, in their order. */
    static String having(List<String> columns) {
        return columns.stream().map(name -> "\"" + name + "\" = ?").collect(Collectors.joining(" AND "));
    }

    /** What a row of a table takes that is open: the columns that it brings are added with it. */
    private Target widened(Shape shape, Row row) throws SQLException {
        Target target = target(shape);
        if (target.takes(row)) {
            return target;
        }
        List<TableSpec.Column> more = row.columns().keySet().stream()
                .filter(name -> !target.names().contains(name))
                .limit(Math.max(
                        0, TableSpec.COLUMNS_MAX - target.table().columns().size()))
                .map(name -> new TableSpec.Column(name, ColumnType.ANY))
                .toList();
        if (more.isEmpty()) {
            return target;
        }
        List<TableSpec.Column> all = new ArrayList<>(target.table().columns());
        all.addAll(more);
        declare(new TableSpec(shape.table(), target.table().key(), all));
        return target(shape);
    }

    /** What was filled in of a row that was just written: whether it has changed, by column; empty where nobody knows. */
    Map<String, Optional<Boolean>> changed(Row row) throws SQLException {
        Map<String, Optional<Boolean>> changed = new LinkedHashMap<>();
        for (String column : changes(row).keySet()) {
            changed.put(column, changed(row, column));
        }
        return changed;
    }

    private Optional<Boolean> changed(Row row, String column) throws SQLException {
        List<String> key = target(shape(row)).table().key();
        @Nullable
        Object[] values =
                key.stream().map(name -> stored(row.columns().get(name))).toArray();
        return db.first(
                "SELECT \"" + column + "\" FROM " + quoted(row.table()) + " WHERE " + having(key) + " AND \"" + column
                        + "\" IS NOT NULL",
                found -> found.getBoolean(1),
                values);
    }

    /** By the column that tells of it, the one whose change is meant. */
    private static Map<String, String> changes(Row row) {
        Map<String, String> changes = Map.of();
        for (Map.Entry<String, @Nullable Object> entry : row.columns().entrySet()) {
            if (entry.getValue() instanceof Changed(String column)) {
                changes = changes.isEmpty() ? new HashMap<>() : changes;
                changes.put(entry.getKey(), column);
            }
        }
        return changes;
    }

    private static Shape shape(Row row) {
        return new Shape(
                row.table(),
                changes(row),
                row.partial() ? Set.copyOf(row.columns().keySet()) : Set.of(),
                row.update());
    }

    private Target target(Shape shape) throws SQLException {
        Target known = targets.get(shape);
        if (known == null) {
            TableSpec spec = Declared.of(db, shape.table())
                    .orElseThrow(() -> new SQLException("Table " + shape.table() + " is not there"));
            List<TableSpec.Column> columns = spec.columns().stream()
                    .filter(column -> shape.named().isEmpty()
                            || shape.named().contains(column.name())
                            || column.standard().isPresent())
                    .toList();
            known = Target.of(spec, upsert(spec, columns, shape), columns);
            targets.put(shape, known);
        }
        return known;
    }

    private void create(TableSpec table) throws SQLException {
        String columns = table.columns().stream().map(TableRows::definition).collect(Collectors.joining(", "));
        String name = quoted(table.name());
        db.execute("CREATE TABLE " + name + " (" + columns + ", \"_run\" INTEGER NOT NULL)");
        db.execute("CREATE UNIQUE INDEX \"k_" + table.name() + "\" ON " + name + " (" + names(table.key()) + ")");
        db.execute("CREATE INDEX \"r_" + table.name() + "\" ON " + name + " (\"_run\")");
    }

    /** Its rows of one value lie together, in the order of the key. */
    private void index(TableSpec table, String column) throws SQLException {
        List<String> columns = Stream.concat(Stream.of(column), table.key().stream())
                .distinct()
                .toList();
        db.execute("CREATE INDEX IF NOT EXISTS \"i_" + table.name() + "_" + column + "\" ON " + quoted(table.name())
                + " (" + names(columns) + ")");
    }

    private static TableSpec merged(Optional<TableSpec> there, TableSpec wanted) {
        try {
            return there.isPresent() ? there.get().with(wanted) : wanted;
        } catch (IllegalArgumentException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static String definition(TableSpec.Column column) {
        String type = switch (column.type()) {
            case TEXT, NUMBER, INSTANT, JSON -> "TEXT";
            case INTEGER, TRUTH -> "INTEGER";
            // No type: SQLite changes nothing of what it is given.
            case ANY -> "";
        };
        return "\"" + column.name() + "\" " + type;
    }

    private static String upsert(TableSpec table, List<TableSpec.Column> columns, Shape shape) {
        List<String> all =
                new ArrayList<>(columns.stream().map(TableSpec.Column::name).toList());
        all.add("_run");
        String places = all.stream().map(_ -> "?").collect(Collectors.joining(", "));
        String set = all.stream()
                .filter(name -> !table.key().contains(name))
                .filter(name -> shape.named().isEmpty()
                        || name.equals("_run")
                        || shape.named().contains(name))
                .map(name -> "\"" + name + "\" = " + value(table, name, shape.changes()))
                .collect(Collectors.joining(", "));
        // An upsert of a SELECT needs a WHERE of its own (SQLite, "Parsing Ambiguity").
        String there = table.key().stream()
                .map(name -> "\"" + name + "\" = ?" + (all.indexOf(name) + 1))
                .collect(Collectors.joining(" AND "));
        String given = shape.update()
                ? "SELECT " + places + " WHERE EXISTS (SELECT 1 FROM " + quoted(table.name()) + " WHERE " + there + ")"
                : "VALUES (" + places + ")";
        return "INSERT INTO " + quoted(table.name()) + " (" + names(all) + ") " + given + " ON CONFLICT ("
                + names(table.key()) + ") DO UPDATE SET " + set;
    }

    /** In an upsert the table's own columns are those of the row before; what is null on either side differs by null. */
    private static String value(TableSpec table, String name, Map<String, String> changes) {
        String changed = changes.get(name);
        return changed == null
                ? "excluded.\"" + name + "\""
                : quoted(table.name()) + ".\"" + changed + "\" <> excluded.\"" + changed + "\"";
    }

    private static String names(List<String> columns) {
        return columns.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /** Text and whole numbers as they are, so that they are found and compared as such; other JSON in bytes, which no text is. */
    private static @Nullable Object any(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number;
            case Instant instant -> instant.toString();
            default -> Json.tree(value).toString().getBytes(UTF_8);
        };
    }

    static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Changed _ -> null;
            case Instant instant -> instant.toString();
            case BigDecimal number -> number.toPlainString();
            case Double number -> number.toString();
            case String text -> text;
            case Long number -> number;
            case Integer number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }
}
