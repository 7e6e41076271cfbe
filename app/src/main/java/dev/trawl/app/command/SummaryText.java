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
        cost(document).ifPresent(lines::add);
        if (!document.path("reasons").isEmpty()) {
            lines.add("  dead      " + counts(document.path("reasons"), " "));
        }
        boolean stopped = text(document, "state").equals("paused");
        failure(document).ifPresent(why -> lines.add((stopped ? "  stopped   " : "  failed    ") + why));
        document.path("lacking").forEach(what -> lines.add("  lacking   " + Visible.text(Cells.text(what))));
        return lines;
    }

    /** What it cost here; a run that ended before costs were counted has none. */
    private static Optional<String> cost(JsonNode document) {
        return document.has("cost")
                ? Optional.of("  cost      %s %s, %s s of work in %s s; trawl cost %s compares"
                        .formatted(
                                text(document, "cost"),
                                text(document, "currency"),
                                text(document.path("used"), "lane_seconds"),
                                text(document.path("used"), "machine_seconds"),
                                text(document, "run")))
                : Optional.empty();
    }

    /** Why a run failed, or was stopped; empty where it did neither. */
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
