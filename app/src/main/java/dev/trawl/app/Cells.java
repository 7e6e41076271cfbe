package dev.trawl.app;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.port.Records;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of rows as JSON and as text. */
public final class Cells {
    private Cells() {}

    /** The columns of a row as an object, in their order. */
    public static ObjectNode object(Row row) {
        ObjectNode object = Json.object();
        row.columns().forEach((name, value) -> object.set(name, json(value)));
        return object;
    }

    /** A dead item as lists tell it. */
    public static ObjectNode dead(Records.DeadItem item) {
        return Json.object()
                .put("key", item.key())
                .put("reason", item.why().reason())
                .put("message", item.why().message())
                .put("attempts", item.attempts());
    }

    /** A value as text: empty where it is missing, JSON where it is a list or an object. */
    public static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case NULL, MISSING -> "";
            case ARRAY, OBJECT, NUMBER, BOOLEAN, POJO, BINARY -> value.toString();
        };
    }

    private static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case JsonNode tree -> tree;
            case Json json -> json.tree();
            case Instant instant -> Json.tree(instant.toString());
            case null -> Json.tree(null);
            default -> Json.tree(value);
        };
    }
}
