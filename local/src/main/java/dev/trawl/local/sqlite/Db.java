package dev.trawl.local.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection to the ledger's file and its prepared statements. For one thread. */
final class Db implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private int layout = -1;
    private long rows;
    private long bytes;

    Db(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement; how many rows it changed. */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        int changed = bound(sql, arguments).executeUpdate();
        rows += changed;
        for (Object argument : arguments) {
            bytes += size(argument);
        }
        return changed;
    }

    /** The layout that the file had when somebody asked first: who only reads may find an older one. */
    int layout() throws SQLException {
        if (layout < 0) {
            layout = (int) number("PRAGMA user_version");
        }
        return layout;
    }

    /** Rows that updates changed so far. */
    long rows() {
        return rows;
    }

    /** Bytes that updates were given so far. */
    long bytes() {
        return bytes;
    }

    private static int size(@Nullable Object argument) {
        return switch (argument) {
            case null -> 0;
            case byte[] blob -> blob.length;
            case String text -> text.length();
            case Optional<?> maybe -> size(maybe.orElse(null));
            default -> Long.BYTES;
        };
    }

    /** Runs statements that are not prepared. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a statement of many steps that answers nothing, to its end; {@link #execute} does the first step only. */
    void exhaust(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** All rows of a query. */
    <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... arguments) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /** The first row of a query. */
    <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** The number in the first row of a query; 0 where there is none. */
    long number(String sql, @Nullable Object... arguments) throws SQLException {
        return first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** The row number that the last insert made. */
    long inserted() throws SQLException {
        return number("SELECT last_insert_rowid()");
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int n = 0; n < arguments.length; n++) {
            bind(statement, n + 1, arguments[n]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setInt(at, number);
            case String text -> statement.setString(at, text);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Boolean truth -> statement.setInt(at, truth ? 1 : 0);
            case Optional<?> maybe -> bind(statement, at, maybe.orElse(null));
            default -> throw new IllegalArgumentException("SQLite stores no " + value.getClass());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
