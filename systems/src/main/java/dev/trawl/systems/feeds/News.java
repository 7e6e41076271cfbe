package dev.trawl.systems.feeds;

import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * New articles of some feeds, as the changes of the table {@code articles} that started a run tell them.
 *
 * @param feeds in the order in which they first came; a feed's number is its place
 * @param ids of the articles of each feed, in the order in which they came
 */
record News(List<String> feeds, List<List<String>> ids) {
    /**
     * Of changes.
     *
     * @throws IllegalArgumentException where they are none of articles
     */
    static News of(JsonNode changes) {
        JsonNode list = changes.isString() ? Json.parse(changes.stringValue()).tree() : changes;
        Map<String, List<String>> news = new LinkedHashMap<>();
        for (JsonNode change : list) {
            JsonNode key = change.path("key");
            String feed = key.path("feed").asString("");
            String id = key.path("id").asString("");
            if (!key.isObject()) {
                throw new IllegalArgumentException(
                        "changes takes an array of changes of articles, {\"key\": {\"feed\", \"id\"}}");
            }
            if (feed.isEmpty() || id.isEmpty()) {
                // A row that somebody made: no article has such a key, and nobody is to wait behind it.
                continue;
            }
            news.computeIfAbsent(feed, _ -> new ArrayList<>()).add(id);
        }
        return new News(List.copyOf(news.keySet()), List.copyOf(news.values()));
    }
}
