package dev.trawl.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads rows of a result as JSON, a field for each column by its label. For one thread. */
final class RowReading {
    private final ResultSet rows;
    private final ResultSetMetaData columns;

    RowReading(ResultSet rows) throws SQLException {
        this.rows = rows;
        this.columns = rows.getMetaData();
    }

    /** The row that the result is at. */
    ObjectNode row() throws SQLException {
        ObjectNode row = Json.object();
        for (int n = 1; n <= columns.getColumnCount(); n++) {
            row.set(columns.getColumnLabel(n), value(n));
        }
        return row;
    }

    /** The key of that row: numbers where they are whole, everything else as the database writes it. */
    ArrayNode key(List<String> names) throws SQLException {
        ArrayNode key = JsonNodeFactory.instance.arrayNode();
        for (String name : names) {
            Object value = rows.getObject(name);
            switch (value) {
                case Short number -> key.add(number.longValue());
                case Integer number -> key.add(number.longValue());
                case Long number -> key.add(number);
                case Double number when Dialect.of(url()) != Dialect.POSTGRESQL -> key.add(number);
                case byte[] _ ->
                    throw new SQLException(
                            "The key column " + name + " is binary; name one that is text or a number", "42000");
                case null, default -> key.add(rows.getString(name));
            }
        }
        return key;
    }

    private String url() throws SQLException {
        return rows.getStatement().getConnection().getMetaData().getURL();
    }

    private JsonNode value(int column) throws SQLException {
        Object value = rows.getObject(column);
        return switch (value) {
            case null -> Json.tree(null);
            case String text -> document(column, text);
            case Boolean truth -> Json.tree(truth);
            case Byte number -> Json.tree(number.longValue());
            case Short number -> Json.tree(number.longValue());
            case Integer number -> Json.tree(number.longValue());
            case Long number -> Json.tree(number);
            case BigDecimal number -> Json.tree(number);
            case Float number when Float.isFinite(number) -> Json.tree(new BigDecimal(number.toString()));
            case Double number when Double.isFinite(number) -> Json.tree(number);
            case byte[] bytes -> Json.tree(Base64.getEncoder().encodeToString(bytes));
            case Timestamp _ -> Json.tree(instant(column));
            default -> document(column, rows.getString(column));
        };
    }

    /** With a zone an instant in UTC; without one as it stands. */
    private String instant(int column) throws SQLException {
        return columns.getColumnTypeName(column).endsWith("tz")
                ? rows.getObject(column, OffsetDateTime.class).toInstant().toString()
                : rows.getObject(column, LocalDateTime.class).toString();
    }

    private JsonNode document(int column, String text) throws SQLException {
        if (!columns.getColumnTypeName(column).startsWith("json")) {
            return Json.tree(text);
        }
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (JacksonException e) {
            return Json.tree(text);
        }
    }
}
