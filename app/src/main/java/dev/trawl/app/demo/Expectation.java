package dev.trawl.app.demo;

import java.util.Map;
import java.util.TreeMap;

/**
 * What must come of a run over the demo's web: every item is accounted for.
 *
 * @param items listed
 * @param rows by table
 * @param objects stored
 * @param dead how many items are dead, by reason
 */
public record Expectation(int items, Map<String, Integer> rows, int objects, Map<String, Integer> dead) {
    /** Before any post is expected. */
    static final Expectation NO_POSTS = new Expectation(0, Map.of("posts", 0, "pictures", 0), 0, Map.of());

    /** Takes the counts. */
    public Expectation {
        rows = Map.copyOf(rows);
        dead = Map.copyOf(dead);
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
}
