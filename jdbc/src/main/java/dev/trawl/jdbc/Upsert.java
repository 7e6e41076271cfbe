package dev.trawl.jdbc;

import dev.trawl.core.Changed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes rows to a table, each in place of one of the same key, and makes the table.
 *
 * @param name of the table, with its schema where it has one
 * @param table its key and its columns
 */
record Upsert(String name, TableSpec table) {
    private static final String NUL = "\u0000";
    private static final String REPLACEMENT = "\uFFFD";

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

    /** Adds the columns that the table lacks, where it is one with this key: whoever made it knew fewer. */
    void widen(Connection connection) throws SQLException {
        Names names = names(connection);
        Set<String> there = there(connection);
        boolean known = there.containsAll(table.key());
        for (Column column : table.columns()) {
            if (known && !there.contains(column.name())) {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("alter table " + names.table(name) + " add column "
                            + names.column(column.name()) + " "
                            + dialect(connection).type(column.type(), false));
                }
            }
        }
    }

    private Set<String> there(Connection connection) throws SQLException {
        Set<String> there = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "select * from " + names(connection).table(name) + " where 1 = 0")) {
            for (int n = 1; n <= none.getMetaData().getColumnCount(); n++) {
                there.add(none.getMetaData().getColumnName(n));
            }
        }
        return there;
    }

    /** Writes rows; of several with the same key the last. */
    void write(Connection connection, List<Row> rows) throws SQLException {
        Map<List<@Nullable Object>, Row> last = new LinkedHashMap<>();
        for (Row row : rows) {
            last.remove(key(row));
            last.put(key(row), row);
        }
        if (!dialect(connection).replaces()) {
            delete(connection, last.values());
        }
        String places = String.join(", ", Collections.nCopies(columns().size(), "?"));
        String sql = "insert into " + names(connection).table(name) + " ("
                + names(connection).columns(columns()) + ") values (" + places + ")" + conflict(connection);
        batch(connection, sql, last.values(), table.columns());
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

    /** Whether its rows say whose they are. */
    boolean saysWhose() {
        return columns().contains("run");
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
                    bind(statement, n + 1, column.type(), row.columns().get(column.name()), dialect);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private String conflict(Connection connection) throws SQLException {
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

    private static void bind(
            PreparedStatement statement, int at, ColumnType type, @Nullable Object value, Dialect dialect)
            throws SQLException {
        if (value == null || value instanceof Changed) {
            statement.setNull(at, dialect == Dialect.POSTGRESQL ? Types.OTHER : Types.NULL);
        } else if (dialect == Dialect.POSTGRESQL) {
            statement.setObject(at, text(value), Types.OTHER);
        } else if (value instanceof Instant instant && dialect == Dialect.OTHER && type == ColumnType.INSTANT) {
            statement.setTimestamp(
                    at, Timestamp.valueOf(instant.atOffset(ZoneOffset.UTC).toLocalDateTime()));
        } else if (value instanceof Long || value instanceof Integer) {
            statement.setLong(at, ((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(at, truth);
        } else if (value instanceof Number && dialect == Dialect.OTHER) {
            statement.setBigDecimal(at, new BigDecimal(value.toString()));
        } else {
            statement.setString(at, text(value));
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Json json -> storable(json.toString());
            case JsonNode tree -> storable(tree.toString());
            default -> storable(value.toString());
        };
    }

    /** No database's text holds a NUL, or half of a character. */
    private static String storable(String text) {
        String whole = text.contains(NUL) ? text.replace(NUL, REPLACEMENT) : text;
        boolean broken = whole.codePoints().anyMatch(letter -> letter >= 0xD800 && letter <= 0xDFFF);
        return broken
                ? whole.codePoints()
                        .map(letter -> letter >= 0xD800 && letter <= 0xDFFF ? REPLACEMENT.charAt(0) : letter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : whole;
    }

    private List<@Nullable Object> key(Row row) {
        return Collections.unmodifiableList(table.key().stream()
                .<@Nullable Object>map(column -> row.columns().get(column))
                .collect(Collectors.toList()));
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
