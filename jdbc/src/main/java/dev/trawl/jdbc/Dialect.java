package dev.trawl.jdbc;

import dev.trawl.core.ColumnType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What differs from one kind of database to the next. */
enum Dialect {
    /** PostgreSQL: every value is sent as text, and the server reads it as its column's type. */
    POSTGRESQL,

    /** SQLite: writers wait for each other. */
    SQLITE,

    /** Anything else. */
    OTHER;

    /** SQLITE_BUSY, and where it stands in a result code (sqlite3.h). */
    private static final int SQLITE_BUSY = 5;

    private static final int SQLITE_CODE = 255;

    static Dialect of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        return url.startsWith("jdbc:sqlite:") ? SQLITE : OTHER;
    }

    /** Properties of a connection, over which those of the URL hold. */
    Map<String, String> properties() {
        return switch (this) {
            case POSTGRESQL ->
                Map.of(
                        "ApplicationName", "trawl",
                        "connectTimeout", "10",
                        // An answer that takes longer will not come: the connection is half open.
                        "socketTimeout", "300",
                        "tcpKeepAlive", "true",
                        "reWriteBatchedInserts", "true");
            // Milliseconds in which the driver holds its thread: whoever uses it waits for the rest.
            case SQLITE -> Map.of("busy_timeout", "5");
            case OTHER -> Map.of();
        };
    }

    /** Whether an error says that others hold a lock for a moment, and nothing else. */
    boolean busy(SQLException fault) {
        return this == SQLITE && (fault.getErrorCode() & SQLITE_CODE) == SQLITE_BUSY;
    }

    /** Whether it replaces a row of the same key in one statement, {@code ON CONFLICT}. */
    boolean replaces() {
        return this != OTHER;
    }

    /** Whether several may write to a table at once without waiting for each other. */
    boolean writesAtOnce() {
        return this == POSTGRESQL;
    }

    /**
     * Statements that add columns to a table.
     *
     * @param columns each with its type
     */
    List<String> widening(String table, List<String> columns) {
        String begin = "alter table " + table;
        if (this == POSTGRESQL) {
            // One statement: it locks the table once, and finds what another has added meanwhile.
            return List.of(begin
                    + columns.stream()
                            .map(column -> " add column if not exists " + column)
                            .collect(Collectors.joining(",")));
        }
        return columns.stream().map(column -> begin + " add column " + column).toList();
    }

    /** What a column of a table that is made has as its type. */
    String type(ColumnType type, boolean key) {
        return switch (this) {
            case POSTGRESQL ->
                switch (type) {
                    case TEXT, ANY -> "text";
                    case INTEGER -> "bigint";
                    case NUMBER -> "numeric";
                    case TRUTH -> "boolean";
                    case INSTANT -> "timestamptz";
                    case JSON -> "jsonb";
                };
            case SQLITE ->
                switch (type) {
                    case TEXT, INSTANT, JSON, ANY -> "text";
                    case INTEGER, TRUTH -> "integer";
                    case NUMBER -> "numeric";
                };
            case OTHER ->
                switch (type) {
                    case TEXT, ANY -> key ? "varchar(255)" : "varchar(4000)";
                    case INTEGER -> "bigint";
                    case NUMBER -> "decimal(30, 10)";
                    case TRUTH -> "boolean";
                    case INSTANT -> key ? "varchar(40)" : "timestamp";
                    case JSON -> "varchar(4000)";
                };
        };
    }
}
