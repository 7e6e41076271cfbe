package dev.trawl.app;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.port.Records;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of rows as JSON and as text. */
public final class Cells {
    private Cells() {}

    /** The columns of a row as an object, in their order. */
    public static ObjectNode object(Row row) {
        return row.document();
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
}
