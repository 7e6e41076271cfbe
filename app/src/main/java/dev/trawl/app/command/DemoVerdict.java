package dev.trawl.app.command;

import dev.trawl.app.demo.Expectation;
import dev.trawl.core.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds the summary of a run over the demo's web against what must come of it. */
final class DemoVerdict {
    private DemoVerdict() {}

    /** A sentence for everything that differs. */
    static List<String> differences(JsonNode document, Expectation expected) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        wanted.put("/state", Json.tree("succeeded"));
        wanted.put("/items/listed", Json.tree((long) expected.items()));
        expected.rows().forEach((table, count) -> wanted.put("/rows/" + table, Json.tree((long) count)));
        wanted.put("/objects", Json.tree((long) expected.objects()));
        expected.dead().forEach((reason, count) -> wanted.put("/reasons/" + reason, Json.tree((long) count)));
        long dead =
                expected.dead().values().stream().mapToLong(Integer::longValue).sum();
        wanted.put("/items/dead", Json.tree(dead));
        return wanted.entrySet().stream()
                .filter(entry -> !same(document.at(entry.getKey()), entry.getValue()))
                .map(entry -> "Expected " + entry.getKey().substring(1).replace('/', ' ') + " " + entry.getValue()
                        + ", found " + document.at(entry.getKey()))
                .toList();
    }

    /** As text: a count may be an int in one tree and a long in another. */
    private static boolean same(JsonNode found, JsonNode wanted) {
        return found.toString().equals(wanted.toString());
    }
}
