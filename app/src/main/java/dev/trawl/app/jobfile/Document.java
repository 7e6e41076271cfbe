package dev.trawl.app.jobfile;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A YAML document as a JSON tree that remembers where everything stood.
 *
 * @param tree what it says
 * @param values where values stand, by JSON pointer (RFC 6901)
 * @param keys where the keys of objects stand, by the pointer of their value
 * @param problems found while reading
 */
record Document(JsonNode tree, Map<String, Place> values, Map<String, Place> keys, List<Problem> problems) {
    /** A tree that came from nowhere. */
    static Document unplaced(JsonNode tree) {
        return new Document(tree, Map.of(), Map.of(), List.of());
    }

    /** The same with another tree of the same shape. */
    Document with(JsonNode other) {
        return new Document(other, values, keys, problems);
    }

    /** Where a value stands; what an alias brought in stands where the alias does. */
    Place value(String pointer) {
        return nearest(values, pointer);
    }

    /** Where the key of a value stands; the value's own place where it has no key. */
    Place key(String pointer) {
        Place place = keys.get(pointer);
        return place == null ? value(pointer) : place;
    }

    /** The pointer of a key or an index below another. */
    static String below(String pointer, Object step) {
        return pointer + "/" + step.toString().replace("~", "~0").replace("/", "~1");
    }

    private static Place nearest(Map<String, Place> places, String pointer) {
        String at = pointer;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return places.getOrDefault(at, Place.START);
    }
}
