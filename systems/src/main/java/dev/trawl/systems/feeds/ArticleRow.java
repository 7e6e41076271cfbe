package dev.trawl.systems.feeds;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An article as a row.
 *
 * @param columns what its entry says, and its key
 */
record ArticleRow(Map<String, @Nullable Object> columns) {
    static final String ID = "id";
    private static final String FEED = "feed";
    private static final String FIRST_SEEN = "first_seen";
    private static final String CHANGED_AT = "changed_at";

    /** Of an entry of a feed. */
    static ArticleRow of(String feed, Entry entry) {
        Entry.Wording wording = entry.wording();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put(FEED, feed);
        columns.put(ID, text(entry.id()));
        columns.put("link", text(entry.link()));
        columns.put("title", text(wording.title()));
        columns.put("author", text(wording.author()));
        columns.put("summary", text(wording.summary()));
        columns.put("content", text(wording.content()));
        columns.put("published", entry.dates().published().orElse(null));
        columns.put("updated", entry.dates().updated().orElse(null));
        columns.put("categories", categories(entry.categories()));
        columns.put("enclosures", enclosures(entry.enclosures()));
        return new ArticleRow(columns);
    }

    /** What it is known by in its feed. */
    String id() {
        return String.valueOf(columns.get(ID));
    }

    /** Its row where it is new. */
    Row seen(Instant now) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(columns);
        row.put(FIRST_SEEN, now);
        row.put(CHANGED_AT, null);
        return new Row(FeedTables.ARTICLES, row);
    }

    /** What is written of it where it has changed. */
    Row changed(Instant now) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(columns);
        row.put(CHANGED_AT, now);
        return new Row(FeedTables.ARTICLES, row).onlyThese();
    }

    /** Whether it says what its row says already. */
    boolean sameAs(Row stored) {
        return columns.entrySet().stream().allMatch(column -> {
            Object before = stored.columns().get(column.getKey());
            return Objects.equals(written(column.getValue()), written(before));
        });
    }

    /** An instant or JSON as it is stored. */
    private static @Nullable String written(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String text(Optional<String> text) {
        return text.map(ArticleRow::text).orElse(null);
    }

    /** What no text can hold, a zero and half a letter, comes back from no table as it was. */
    private static String text(String text) {
        StringBuilder plain = null;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == 0 || Character.isSurrogate(letter)) {
                boolean pair = Character.isHighSurrogate(letter)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (pair) {
                    at++;
                } else {
                    plain = plain == null ? new StringBuilder(text) : plain;
                    plain.setCharAt(at, '\uFFFD');
                }
            }
        }
        return plain == null ? text : plain.toString();
    }

    private static JsonNode categories(List<String> categories) {
        ArrayNode array = Json.object().putArray("categories");
        categories.forEach(category -> array.add(text(category)));
        return array;
    }

    private static JsonNode enclosures(List<Entry.Enclosure> enclosures) {
        ArrayNode array = Json.object().putArray("enclosures");
        for (Entry.Enclosure each : enclosures) {
            ObjectNode file = array.addObject();
            file.put("url", text(each.url()));
            file.put("type", text(each.type()));
            file.put("bytes", each.bytes().orElse(null));
        }
        return array;
    }
}
