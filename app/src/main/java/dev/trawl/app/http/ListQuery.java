package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.Json;
import dev.trawl.core.Slice;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a list is asked for: {@code ?limit=} and {@code ?after=}.
 *
 * @param after the {@code next} of the part before
 */
record ListQuery(Optional<String> after, int limit) {
    /** The most entries of one answer. */
    static final int LIMIT_MAX = 1_000;

    private static final String LIMIT_STANDARD = "100";

    /** Reads a part of a list. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads it; a token that is none of this list's is an IllegalArgumentException. */
        Slice<T> read(Optional<String> after, int limit);
    }

    static ListQuery of(Request request) {
        String limit = request.query("limit").orElse(LIMIT_STANDARD);
        if (!limit.matches("[1-9]\\d{0,2}|1000")) {
            throw Refusal.senseless("limit is 1 to " + LIMIT_MAX + ", got: " + Visible.quoted(limit));
        }
        return new ListQuery(request.query("after"), Integer.parseInt(limit));
    }

    /** The answer with this part of a list. */
    <T> Answer answer(Reading<T> reading, Function<T, JsonNode> entry) {
        Slice<T> slice = read(reading);
        ObjectNode document = Json.object();
        ArrayNode items = document.putArray("items");
        slice.items().forEach(each -> items.add(entry.apply(each)));
        document.put("next", slice.next().orElse(null));
        return Answer.json(200, document);
    }

    private <T> Slice<T> read(Reading<T> reading) {
        try {
            return reading.read(after, limit);
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless(Visible.text(String.valueOf(e.getMessage())));
        }
    }
}
