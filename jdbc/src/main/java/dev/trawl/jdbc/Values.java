package dev.trawl.jdbc;

import dev.trawl.core.Changed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values of rows as databases take them. */
final class Values {
    private static final char NUL = '\u0000';
    private static final char REPLACEMENT = '\uFFFD';

    private Values() {}

    /** As a parameter of a statement. */
    static void bind(PreparedStatement statement, int at, ColumnType type, @Nullable Object value, Dialect dialect)
            throws SQLException {
        if (isMissing(value)) {
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

    /** As a text that a database reads as its column's type; null where there is none. */
    static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Changed _ -> null;
            case BigDecimal number -> number.toPlainString();
            case Json json -> storable(json.toString());
            case JsonNode tree -> storable(tree.toString());
            default -> storable(value.toString());
        };
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null || value instanceof Changed;
    }

    /** No database's text holds a NUL, or half of a character. */
    private static String storable(String text) {
        for (int n = 0; n < text.length(); n++) {
            char letter = text.charAt(n);
            if (letter == NUL || Character.isSurrogate(letter)) {
                return mended(text);
            }
        }
        return text;
    }

    private static String mended(String text) {
        return text.codePoints()
                .map(letter -> letter == NUL || (letter >= 0xD800 && letter <= 0xDFFF) ? REPLACEMENT : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
