package dev.trawl.jdbc;

import dev.trawl.core.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Rows in the order of their key, so many after one of them. The database compares and orders by one rule, the key
 * columns' own collation, so rows that stand throughout come once each, whatever comes and goes between two pages.
 *
 * @param rows a table, or a query
 * @param table which of both it is
 * @param key the columns that name a row
 * @param run whose rows of the table they are; empty where all are meant
 */
record Keyset(String rows, boolean table, List<String> key, Optional<RunId> run) {
    /** Rows that the driver holds at once. */
    private static final int FETCHED_ROWS = 100;

    Keyset {
        key = List.copyOf(key);
    }

    /** All rows. */
    Keyset(String rows, boolean table, List<String> key) {
        this(rows, table, key, Optional.empty());
    }

    /** Those rows of a table that a run has written. */
    static Keyset of(String table, RunId run, List<String> key) {
        return new Keyset(table, true, key, Optional.of(run));
    }

    /** Asks for rows after the one with this key, or from the first on. */
    PreparedStatement after(Connection connection, Optional<ArrayNode> last, int limit) throws SQLException {
        Names names = Names.of(connection);
        PreparedStatement statement = connection.prepareStatement(sql(names, last.isPresent(), limit));
        try {
            statement.setFetchSize(Math.min(limit, FETCHED_ROWS));
            if (last.isPresent()) {
                for (int n = 0; n < key.size(); n++) {
                    bind(
                            statement,
                            n + 1,
                            last.get().get(n),
                            Dialect.of(connection.getMetaData().getURL()));
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private String sql(Names names, boolean further, int limit) {
        String columns = names.columns(key);
        String known = String.join(
                " and ",
                key.stream()
                        .map(column -> names.column(column) + " is not null")
                        .toList());
        String places = String.join(", ", Collections.nCopies(key.size(), "?"));
        String beyond = further ? " and (" + columns + ") > (" + places + ")" : "";
        String from = table ? names.table(rows) : "(" + rows.replaceFirst(";\\s*$", "") + "\n) trawl_rows";
        // A run's name is letters, digits and hyphens.
        String whose = run.map(name -> " and " + names.column("run") + " = '" + name + "'")
                .orElse("");
        return "select * from " + from + " where " + known + whose + beyond + " order by " + columns + " limit "
                + limit;
    }

    /** PostgreSQL reads a text of no type as the column's; others are given what they gave. */
    private static void bind(PreparedStatement statement, int at, JsonNode value, Dialect dialect) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            statement.setObject(at, value.asString(), Types.OTHER);
        } else if (value.isIntegralNumber()) {
            statement.setLong(at, value.longValue());
        } else if (value.isNumber()) {
            statement.setDouble(at, value.doubleValue());
        } else {
            statement.setString(at, value.asString());
        }
    }
}
