package dev.trawl.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What must come of a run over the demo's web: every item is accounted for.
 *
 * @param items listed
 * @param rows by table
 * @param objects stored
 * @param dead how many items are dead, by reason
 */
record Expectation(int items, Map<String, Integer> rows, int objects, Map<String, Integer> dead) {
    /** Before any post is expected. */
    static final Expectation NO_POSTS = new Expectation(0, Map.of("posts", 0, "pictures", 0), 0, Map.of());

    /** Takes the counts; a reason of which there are none is none. */
    Expectation {
        rows = Map.copyOf(rows);
        Map<String, Integer> some = new TreeMap<>(dead);
        some.values().removeIf(count -> count == 0);
        dead = Map.copyOf(some);
    }

    /** With one post more, that has a row, and those of its pictures. */
    Expectation plus(Fate fate) {
        Map<String, Integer> more = new TreeMap<>(dead);
        fate.dead().ifPresent(reason -> more.merge(reason, 1, Integer::sum));
        Map<String, Integer> written = new TreeMap<>(rows);
        written.merge("posts", 1, Integer::sum);
        written.merge("pictures", fate.pictures(), Integer::sum);
        return new Expectation(items + 1, written, objects + fate.objects(), more);
    }

    /** A run's document held against it, reasons that nobody expected included. */
    List<Check> checks(JsonNode document) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("the run", "succeeded", document.path("state").asString("")));
        checks.add(Check.of("items listed", items, number(document, "/items/listed")));
        new TreeMap<>(rows)
                .forEach((table, count) ->
                        checks.add(Check.of("rows of " + table, count, number(document, "/rows/" + table))));
        Check stored = Check.of("objects", objects, number(document, "/objects"));
        if (objects > 0 || !stored.held()) {
            checks.add(stored);
        }
        TreeSet<String> reasons = new TreeSet<>(dead.keySet());
        reasons.addAll(document.path("reasons").propertyNames());
        reasons.forEach(reason -> checks.add(
                Check.of("dead by " + reason, dead.getOrDefault(reason, 0), number(document, "/reasons/" + reason))));
        return checks;
    }

    private static long number(JsonNode document, String pointer) {
        return document.at(pointer).asLong(0);
    }
}
