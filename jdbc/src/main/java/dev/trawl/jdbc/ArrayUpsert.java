package dev.trawl.jdbc;

import dev.trawl.core.Row;
import dev.trawl.core.TableSpec.Column;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes any number of rows to a table of PostgreSQL by one statement, an array of texts for each column: its text never
 * changes, so the server plans it once, and alone it is a transaction of its own, with one way there and back.
 *
 * @param columns of the rows, in the order of its parameters
 */
record ArrayUpsert(String sql, List<Column> columns) {
    /**
     * Types by their names in the catalogue, quoted: so {@code char(3)} and {@code varchar(3)} are read without their length, and a
     * value that is too long is refused by the column as ever, not cut off here.
     */
    private static final String TYPES = "select a.attname, n.nspname, t.typname from pg_catalog.pg_attribute a"
            + " join pg_catalog.pg_type t on t.oid = a.atttypid join pg_catalog.pg_namespace n on n.oid = t.typnamespace"
            + " where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped";

    /** For a table as it is now. */
    static ArrayUpsert of(Connection connection, Upsert table) throws SQLException {
        Names names = Names.of(connection);
        Map<String, String> types = types(connection, names, names.table(table.name()));
        List<Column> columns = table.table().columns();
        String values = IntStream.range(0, columns.size())
                .mapToObj(n -> "c" + n + "::"
                        + types.getOrDefault(
                                columns.get(n).name(), names.column("pg_catalog") + "." + names.column("text")))
                .collect(Collectors.joining(", "));
        String places = String.join(", ", Collections.nCopies(columns.size(), "?::text[]"));
        String labels =
                IntStream.range(0, columns.size()).mapToObj(n -> "c" + n).collect(Collectors.joining(", "));
        String sql = table.into(connection) + " select " + values + " from unnest(" + places + ") as trawl_rows("
                + labels + ")" + table.conflict(connection);
        return new ArrayUpsert(sql, columns);
    }

    private static Map<String, String> types(Connection connection, Names names, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    types.put(
                            found.getString(1),
                            names.column(found.getString(2)) + "." + names.column(found.getString(3)));
                }
            }
        }
        return types;
    }

    /** Writes rows, no two of them with the same key. */
    void write(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int n = 0; n < columns.size(); n++) {
                statement.setArray(n + 1, array(connection, columns.get(n).name(), rows));
            }
            statement.executeUpdate();
        }
    }

    private static Array array(Connection connection, String column, List<Row> rows) throws SQLException {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = Values.text(rows.get(n).columns().get(column));
        }
        return connection.createArrayOf("text", values);
    }
}
