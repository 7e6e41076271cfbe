package dev.trawl.app.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places for values: {@code /api/runs/{id}/events}. {@code {key+}} at the end takes one or more segments.
 *
 * @param text as it was written
 */
record PathTemplate(String text, List<String> segments) {
    private static final String REST = "+}";

    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate of(String text) {
        return new PathTemplate(text, split(text));
    }

    /** The segments of a path as it was sent, still encoded; none of the path {@code /}. */
    static List<String> split(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    /** The values of its places by name, where a path of these decoded segments fits. */
    Optional<Map<String, String>> match(List<String> path) {
        boolean open = !segments.isEmpty() && segments.getLast().endsWith(REST);
        if (open ? path.size() < segments.size() : path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int n = 0; n < segments.size(); n++) {
            String segment = segments.get(n);
            if (segment.endsWith(REST)) {
                values.put(name(segment), rest(path.subList(n, path.size())));
            } else if (segment.startsWith("{")) {
                values.put(name(segment), path.get(n));
            } else if (!segment.equals(path.get(n))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The same for all templates that match the same paths. */
    String shape() {
        return text.replaceAll("\\{[^}]*\\}", "{}");
    }

    /** As OpenAPI writes it. */
    String plain() {
        return text.replace(REST, "}");
    }

    /** The names of its places, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        segments.stream().filter(segment -> segment.startsWith("{")).forEach(segment -> names.add(name(segment)));
        return names;
    }

    /** A slash inside a segment was encoded, and separates nothing. */
    private static String rest(List<String> segments) {
        if (segments.stream().anyMatch(segment -> segment.contains("/"))) {
            throw Refusal.unknown("A / inside a name is written as it is, not as %2F; there is nothing of this name");
        }
        return String.join("/", segments);
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - (segment.endsWith(REST) ? 2 : 1));
    }
}
