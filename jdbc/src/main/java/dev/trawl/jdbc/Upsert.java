package dev.trawl.jdbc;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a table, each in place of one of the same key, and makes the table.
 *
 * @param name of the table, with its schema where it has one
 * @param table its key and its columns
 */
record Upsert(String name, TableSpec table) {
    /** Looks whether the table takes such rows, without writing one. */
    void probe(Connection connection) throws SQLException {
        String columns = names(connection).columns(columns());
        String sql = "insert into " + names(connection).table(name) + " (" + columns + ") select " + columns + " from "
                + names(connection).table(name) + " where 1 = 0";
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql + conflict(connection));
        }
    }

    /** Makes the table where it is missing. */
    void create(Connection connection) throws SQLException {
        Names names = names(connection);
        Dialect dialect = dialect(connection);
        String columns = table.columns().stream()
                .map(column -> names.column(column.name()) + " "
                        + dialect.type(column.type(), table.key().contains(column.name()))
                        + (table.key().contains(column.name()) ? " not null" : ""))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table if not exists " + names.table(name) + " (" + columns
                    + ", primary key (" + names.columns(table.key()) + "))");
        }
    }

    /** Its columns that the table lacks: whoever made it knew fewer. */
    List<Column> lacking(Connection connection) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "select * from " + names(connection).table(name) + " where 1 = 0")) {
            for (int n = 1; n <= none.getMetaData().getColumnCount(); n++) {
                there.add(none.getMetaData().getColumnName(n));
            }
        }
        return table.columns().stream()
                .filter(column -> !there.contains(column.name()))
                .toList();
    }

    /** The statements that add columns to the table; those that are there by then are left alone where the database can say so. */
    List<String> widening(Connection connection, List<Column> lacking) throws SQLException {
        Names names = names(connection);
        Dialect dialect = dialect(connection);
        return dialect.widening(
                names.table(name),
                lacking.stream()
                        .map(column -> names.column(column.name()) + " " + dialect.type(column.type(), false))
                        .toList());
    }

    /** The same without some columns; none of them is of the key. */
    Upsert without(List<Column> columns) {
        List<Column> kept = table.columns().stream()
                .filter(column -> !columns.contains(column))
                .toList();
        return new Upsert(name, new TableSpec(table.name(), table.key(), kept));
    }

    /** Whether one of these columns is of the key. */
    boolean keyed(List<Column> columns) {
        return columns.stream().anyMatch(column -> table.key().contains(column.name()));
    }

    /** Of several rows with the same key the last, ordered by key: so two who write at once do not wait for each other in a circle. */
    List<Row> last(List<Row> rows) {
        Map<List<String>, Row> last = new LinkedHashMap<>();
        for (Row row : rows) {
            last.put(key(row), row);
        }
        return last.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Upsert::compare))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int n = 0; n < one.size(); n++) {
            int order = one.get(n).compareTo(other.get(n));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Writes rows, no two of them with the same key. */
    void write(Connection connection, List<Row> rows) throws SQLException {
        if (!dialect(connection).replaces()) {
            delete(connection, rows);
        }
        String places = String.join(", ", Collections.nCopies(columns().size(), "?"));
        batch(connection, into(connection) + " values (" + places + ")" + conflict(connection), rows, table.columns());
    }

    /** {@code insert into TABLE (COLUMNS)}. */
    String into(Connection connection) throws SQLException {
        return "insert into " + names(connection).table(name) + " ("
                + names(connection).columns(columns()) + ")";
    }

    /** How many rows a run has. */
    long count(Connection connection, String run) throws SQLException {
        Names names = names(connection);
        String sql = "select count(*) from " + names.table(name) + " where " + names.column("run") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, run);
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    /** Whether its rows say whose they are: a column {@code run} that is no text holds something else. */
    boolean saysWhose() {
        return table.column("run")
                .filter(column -> column.type() == ColumnType.TEXT)
                .isPresent();
    }

    private void delete(Connection connection, Collection<Row> rows) throws SQLException {
        Names names = names(connection);
        String same = table.key().stream()
                .map(column -> names.column(column) + " = ?")
                .collect(Collectors.joining(" and "));
        List<Column> key = table.key().stream()
                .flatMap(column ->
                        table.columns().stream().filter(each -> each.name().equals(column)))
                .toList();
        batch(connection, "delete from " + names.table(name) + " where " + same, rows, key);
    }

    private static void batch(Connection connection, String sql, Collection<Row> rows, List<Column> columns)
            throws SQLException {
        Dialect dialect = dialect(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                for (int n = 0; n < columns.size(); n++) {
                    Column column = columns.get(n);
                    Values.bind(statement, n + 1, column.type(), row.columns().get(column.name()), dialect);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** What becomes of a row whose key is there already. */
    String conflict(Connection connection) throws SQLException {
        if (!dialect(connection).replaces()) {
            return "";
        }
        Names names = names(connection);
        String set = columns().stream()
                .filter(column -> !table.key().contains(column))
                .map(column -> names.column(column) + " = excluded." + names.column(column))
                .collect(Collectors.joining(", "));
        return " on conflict (" + names.columns(table.key()) + ") do "
                + (set.isEmpty() ? "nothing" : "update set " + set);
    }

    private List<String> key(Row row) {
        return table.key().stream()
                .map(column -> {
                    @Nullable Object value = row.columns().get(column);
                    return value == null ? "" : value.toString();
                })
                .toList();
    }

    private List<String> columns() {
        return table.columns().stream().map(Column::name).toList();
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        return Dialect.of(connection.getMetaData().getURL());
    }

    private static Names names(Connection connection) throws SQLException {
        return Names.of(connection);
    }
}
