package dev.trawl.app.demo;

import java.util.Map;
import java.util.TreeMap;

/**
 * What must come of a run over the demo's web: every post is accounted for.
 *
 * @param posts listed, each with a row
 * @param pictures that posts link to, each with a row
 * @param objects stored
 * @param dead how many posts are dead, by reason
 */
public record Expectation(int posts, int pictures, int objects, Map<String, Integer> dead) {
    /** Before anything is expected. */
    static final Expectation NOTHING = new Expectation(0, 0, 0, Map.of());

    /** Takes the counts. */
    public Expectation {
        dead = Map.copyOf(dead);
    }

    /** With one post more. */
    Expectation plus(Fate fate) {
        Map<String, Integer> more = new TreeMap<>(dead);
        fate.dead().ifPresent(reason -> more.merge(reason, 1, Integer::sum));
        return new Expectation(posts + 1, pictures + fate.pictures(), objects + fate.objects(), more);
    }
}
