package dev.trawl.systems.reddit;

import dev.trawl.core.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leaves of a post what the rules and its row need, a tenth of what Reddit sends: the ledger keeps every item until it
 * has ended. A trimmed post reads as the whole one does.
 */
final class PostTrim {
    /** How many posts may show each other, one inside the next. */
    static final int CROSSPOSTS_MAX = 8;

    private static final List<String> PLAIN = List.of(
            "name",
            "id",
            "subreddit",
            "title",
            "author",
            "permalink",
            "score",
            "over_18",
            "created_utc",
            "url",
            "removed_by_category",
            "is_gallery",
            "is_self",
            "is_video");

    private PostTrim() {}

    /** Makes what an item carries. */
    static Json of(Post post) {
        return Json.of(trim(post.fields(), CROSSPOSTS_MAX));
    }

    private static ObjectNode trim(JsonNode post, int depth) {
        ObjectNode trimmed = Json.object();
        PLAIN.stream().filter(post::hasNonNull).forEach(name -> trimmed.set(name, post.path(name)));
        if (Post.truthy(post.path("poll_data"))) {
            trimmed.put("poll_data", true);
        }
        new Post(post).preview().ifPresent(url -> trimmed.set("preview", preview(url)));
        if (new Post(post).gallery()) {
            gallery(post, trimmed);
        }
        JsonNode parents = post.path("crosspost_parent_list");
        if (depth > 0 && parents.isArray() && !parents.isEmpty()) {
            trimmed.putArray("crosspost_parent_list").add(trim(parents.path(0), depth - 1));
        }
        return trimmed;
    }

    private static ObjectNode preview(String url) {
        ObjectNode preview = Json.object();
        preview.putArray("images").addObject().putObject("source").put("url", url);
        return preview;
    }

    private static void gallery(JsonNode post, ObjectNode trimmed) {
        ObjectNode media = trimmed.putObject("media_metadata");
        post.path("media_metadata").properties().forEach(entry -> media.set(entry.getKey(), medium(entry.getValue())));
        JsonNode items = post.path("gallery_data").path("items");
        if (items.isArray()) {
            ArrayNode order = trimmed.putObject("gallery_data").putArray("items");
            items.forEach(item -> order.addObject().set("media_id", item.path("media_id")));
        }
    }

    private static ObjectNode medium(JsonNode entry) {
        ObjectNode medium = Json.object();
        List.of("status", "m").stream().filter(entry::hasNonNull).forEach(name -> medium.set(name, entry.path(name)));
        return medium;
    }
}
