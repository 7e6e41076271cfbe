package dev.trawl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns as SQL has them: quoted, so that any name goes and none is more than a name. */
final class Names {
    private final String quote;

    /** @param quote that the database puts around names */
    Names(String quote) {
        this.quote = quote;
    }

    /** As a database has them. */
    static Names of(Connection connection) throws SQLException {
        return new Names(connection.getMetaData().getIdentifierQuoteString().strip());
    }

    /** A table, with its schema where one is named: {@code schema.table}. */
    String table(String name) {
        return Arrays.stream(name.split("\\.")).map(this::column).collect(Collectors.joining("."));
    }

    /** A column. */
    String column(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** Columns one after the other. */
    String columns(List<String> names) {
        return names.stream().map(this::column).collect(Collectors.joining(", "));
    }
}
