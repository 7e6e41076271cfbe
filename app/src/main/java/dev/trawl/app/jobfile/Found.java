package dev.trawl.app.jobfile;

import dev.trawl.app.Visible;
import tools.jackson.databind.JsonNode;

/** Says in words what a job file holds, and where. */
final class Found {
    private Found() {}

    /** A value: {@code "abc"}, {@code 5}, {@code an empty value}, {@code a list}. */
    static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Visible.quoted(node.stringValue());
            case NUMBER, BOOLEAN -> node.toString();
            case NULL, MISSING -> "nothing";
            case ARRAY -> "a list";
            case OBJECT, POJO, BINARY -> "an object";
        };
    }

    /** A place as people write it: {@code limits.perHost}; {@code the file} for the whole. */
    static String path(String pointer) {
        if (pointer.isEmpty()) {
            return "the file";
        }
        return Visible.text(
                pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~"));
    }
}
