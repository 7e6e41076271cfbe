package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Changed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
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
import org.jspecify.annotations.Nullable;

/** The tables that jobs declare: made, widened and written to. */
final class TableRows {
    private final Db db;
    private final Map<Shape, Target> targets = new HashMap<>();

    TableRows(Db db) {
        this.db = db;
    }

    /** Rows of a table that tell of the change of the same columns. */
    private record Shape(String table, Map<String, String> changes) {}

    /**
     * A table's upsert, its key, and the columns that the upsert takes, in order.
     *
     * @param names of the columns, of a table that takes what its rows bring; else empty
     */
    private record Target(String upsert, List<String> key, List<TableSpec.Column> columns, Set<String> names) {
        static Target of(TableSpec table, String upsert) {
            Set<String> names = table.open()
                    ? table.columns().stream().map(TableSpec.Column::name).collect(Collectors.toSet())
                    : Set.of();
            return new Target(upsert, table.key(), table.columns(), names);
        }

        boolean takes(Row row) {
            return names.isEmpty() || names.containsAll(row.columns().keySet());
        }
    }

    /** How the file names a table of a job's: apart from the ledger's own. */
    static String quoted(String table) {
        return "\"t_" + table + "\"";
    }

    static Optional<TableSpec> declared(Db db, String table) throws SQLException {
        return db.first(
                "SELECT spec FROM declared WHERE name = ?",
                row -> Json.parse(row.getString(1)).as(TableSpec.class),
                table);
    }

    /**
     * Checks that a table fits what is there of that name; throws before anything is written.
     *
     * @throws Refused where key or types differ
     */
    void check(TableSpec table) throws SQLException {
        Optional<TableSpec> there = declared(db, table.name());
        if (there.isPresent()) {
            merged(there.get(), table);
        }
    }

    /** Makes a table, or adds the columns that it lacks. */
    void declare(TableSpec table) throws SQLException {
        Optional<TableSpec> there = declared(db, table.name());
        TableSpec whole = there.isPresent() ? merged(there.get(), table) : table;
        if (there.isEmpty()) {
            create(table);
        } else {
            for (TableSpec.Column column : whole.columns()
                    .subList(there.get().columns().size(), whole.columns().size())) {
                db.execute("ALTER TABLE " + quoted(table.name()) + " ADD COLUMN " + definition(column));
            }
        }
        db.update(
                "INSERT OR REPLACE INTO declared (name, spec) VALUES (?, ?)",
                table.name(),
                Json.tree(whole).toString());
        targets.keySet().removeIf(shape -> shape.table().equals(table.name()));
    }

    /** Writes a row in place of the one with its key. */
    void write(long run, Row row) throws SQLException {
        Target target = widened(new Shape(row.table(), changes(row)), row);
        @Nullable Object[] values = new Object[target.columns().size() + 1];
        for (int n = 0; n < target.columns().size(); n++) {
            TableSpec.Column column = target.columns().get(n);
            Object value = row.columns().get(column.name());
            values[n] = column.type() == ColumnType.ANY ? any(value) : stored(value);
        }
        values[values.length - 1] = run;
        db.update(target.upsert(), values);
    }

    /** What a row of a table takes that is open: the columns that it brings are added with it. */
    private Target widened(Shape shape, Row row) throws SQLException {
        Target target = target(shape);
        List<TableSpec.Column> more = row.columns().keySet().stream()
                .filter(name -> !target.takes(row) && !target.names().contains(name))
                .limit(Math.max(0, TableSpec.COLUMNS_MAX - target.columns().size()))
                .map(name -> new TableSpec.Column(name, ColumnType.ANY))
                .toList();
        if (more.isEmpty()) {
            return target;
        }
        List<TableSpec.Column> all = new ArrayList<>(target.columns());
        all.addAll(more);
        declare(new TableSpec(shape.table(), target.key(), all));
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
        List<String> key = target(new Shape(row.table(), changes(row))).key();
        @Nullable
        Object[] values =
                key.stream().map(name -> stored(row.columns().get(name))).toArray();
        String where = key.stream().map(name -> "\"" + name + "\" = ?").collect(Collectors.joining(" AND "));
        return db.first(
                "SELECT \"" + column + "\" FROM " + quoted(row.table()) + " WHERE " + where + " AND \"" + column
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

    private Target target(Shape shape) throws SQLException {
        Target known = targets.get(shape);
        if (known == null) {
            TableSpec spec = declared(db, shape.table())
                    .orElseThrow(() -> new SQLException("Table " + shape.table() + " is not there"));
            known = Target.of(spec, upsert(spec, shape.changes()));
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

    private static TableSpec merged(TableSpec there, TableSpec wanted) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        there.columns().forEach(column -> columns.put(column.name(), column.type()));
        for (TableSpec.Column column : wanted.columns()) {
            ColumnType type = columns.putIfAbsent(column.name(), column.type());
            if (type != null && type != column.type()) {
                throw new Refused("Table " + wanted.name() + " has a column " + column.name() + " of type " + type
                        + " already, and the job wants " + column.type() + ". Give one of them another name");
            }
        }
        if (!there.key().equals(wanted.key())) {
            throw new Refused("Table " + wanted.name() + " has the key " + there.key() + " already, and the job wants "
                    + wanted.key() + ". Give one of them another name");
        }
        List<TableSpec.Column> all = new ArrayList<>();
        columns.forEach((name, type) -> all.add(new TableSpec.Column(name, type)));
        return new TableSpec(wanted.name(), wanted.key(), all);
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

    private static String upsert(TableSpec table, Map<String, String> changes) {
        List<String> all = new ArrayList<>(
                table.columns().stream().map(TableSpec.Column::name).toList());
        all.add("_run");
        String places = all.stream().map(_ -> "?").collect(Collectors.joining(", "));
        String set = all.stream()
                .filter(name -> !table.key().contains(name))
                .map(name -> "\"" + name + "\" = " + value(table, name, changes))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + quoted(table.name()) + " (" + names(all) + ") VALUES (" + places + ") ON CONFLICT ("
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

    private static @Nullable Object stored(@Nullable Object value) {
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
