package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The document of a run for people. */
final class SummaryText {
    private SummaryText() {}

    /** Some lines. */
    static List<String> of(JsonNode document) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s %s, %s s"
                .formatted(
                        text(document, "job"),
                        text(document, "run"),
                        text(document, "state"),
                        text(document, "seconds")));
        lines.add("  input     " + counts(document.path("input"), "="));
        lines.add("  items     " + counts(document.path("items"), " "));
        lines.add("  rows      " + counts(document.path("rows"), " "));
        lines.add("  objects   " + text(document, "objects"));
        lines.add("  requests  %s, %s retries, %s bytes"
                .formatted(text(document, "requests"), text(document, "retries"), text(document, "bytes")));
        if (!document.path("reasons").isEmpty()) {
            lines.add("  dead      " + counts(document.path("reasons"), " "));
        }
        failure(document).ifPresent(why -> lines.add("  failed    " + why));
        return lines;
    }

    /** Why a run failed; empty where it did not. */
    static Optional<String> failure(JsonNode document) {
        JsonNode failure = document.path("failure");
        return failure.isObject()
                ? Optional.of(text(failure, "reason") + ": " + text(failure, "message"))
                : Optional.empty();
    }

    private static String counts(JsonNode object, String between) {
        return object.properties().stream()
                .map((Map.Entry<String, JsonNode> entry) ->
                        Visible.text(entry.getKey() + between + Cells.text(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String text(JsonNode document, String key) {
        return Visible.text(Cells.text(document.path(key)));
    }
}
