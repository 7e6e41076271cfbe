package dev.trawl.core.stage;

import dev.trawl.core.ColumnType;
import dev.trawl.core.TableSpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a row that came as JSON: each value as what its column holds. */
final class RowReader {
    private RowReader() {}

    /**
     * The columns of a row; those that the table does not name come as {@link ColumnType#ANY}.
     *
     * @throws IllegalArgumentException where a value is not what its column holds
     */
    static Map<String, @Nullable Object> read(TableSpec table, ObjectNode row) {
        Map<String, ColumnType> types =
                table.columns().stream().collect(Collectors.toMap(TableSpec.Column::name, TableSpec.Column::type));
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> cell : row.properties()) {
            ColumnType type = types.getOrDefault(cell.getKey(), ColumnType.ANY);
            columns.put(cell.getKey(), cell.getValue().isNull() ? null : value(type, cell.getKey(), cell.getValue()));
        }
        return columns;
    }

    private static Object value(ColumnType type, String column, JsonNode value) {
        boolean fits = switch (type) {
            case TEXT, INSTANT -> value.isString();
            case INTEGER -> value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
            case NUMBER -> value.isNumber();
            case TRUTH -> value.isBoolean();
            case JSON -> value.isContainer();
            case ANY -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException("Column " + column + " takes " + type + ", got: " + value.getNodeType());
        }
        return switch (type) {
            case TEXT -> value.stringValue();
            case INSTANT -> instant(column, value.stringValue());
            case INTEGER -> value.bigIntegerValue().longValueExact();
            case NUMBER -> value.decimalValue();
            case TRUTH -> value.booleanValue();
            case JSON -> value;
            case ANY -> any(value);
        };
    }

    private static Object any(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isIntegralNumber() && value.canConvertToLong() ? (Object) value.longValue() : value;
    }

    private static Instant instant(String column, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Column " + column + " takes an instant such as 2026-01-02T03:04:05Z, got: " + text, e);
        }
    }
}
