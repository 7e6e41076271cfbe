package dev.trawl.systems.reddit;

import dev.trawl.core.Json;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A post, read from Reddit's JSON. What is missing or of another type than Reddit gives it reads as empty; nothing
 * of it is trusted.
 *
 * @param fields as in a listing, or {@linkplain PostTrim trimmed}
 */
record Post(JsonNode fields) {
    /** Where Reddit's own paths are. */
    static final String REDDIT = "https://www.reddit.com";

    /** What stands in place of an author who is gone. */
    private static final String DELETED = "[deleted]";

    private static final String KIND_PREFIX = "t3_";

    /** Names it, without {@code t3_}; empty where it has no name. */
    Optional<String> id() {
        return text("name")
                .map(name -> name.startsWith(KIND_PREFIX) ? name.substring(KIND_PREFIX.length()) : name)
                .or(() -> text("id"))
                .filter(id -> !id.isEmpty());
    }

    Optional<String> subreddit() {
        return text("subreddit").filter(name -> !name.isEmpty());
    }

    Optional<String> title() {
        return text("title");
    }

    Optional<String> author() {
        return text("author");
    }

    /** Absolute. */
    Optional<String> permalink() {
        return text("permalink").map(path -> path.startsWith("/") ? REDDIT + path : path);
    }

    Optional<Long> score() {
        return Optional.of(field("score"))
                .filter(JsonNode::canConvertToExactIntegral)
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue);
    }

    boolean over18() {
        return flag("over_18");
    }

    /** When it was posted, to the second; empty where that makes no instant. */
    Optional<Instant> posted() {
        return Optional.of(field("created_utc"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .filter(seconds -> Math.abs(seconds) < 1e11)
                .map(seconds -> Instant.ofEpochSecond((long) Math.floor(seconds)));
    }

    /** What it links to, as Reddit has it; empty where there is nothing. */
    Optional<String> link() {
        return address(field("url"));
    }

    /** Whether somebody removed it, or neither link nor author is left. */
    boolean removed() {
        return truthy("removed_by_category") || (gone("url") && gone("author"));
    }

    /** The post that it shows. */
    Optional<Post> crosspostOf() {
        return first(field("crosspost_parent_list")).filter(JsonNode::isObject).map(Post::new);
    }

    boolean gallery() {
        return flag("is_gallery") && truthy("media_metadata");
    }

    boolean ownText() {
        return flag("is_self");
    }

    boolean poll() {
        return truthy("poll_data");
    }

    boolean video() {
        return flag("is_video");
    }

    /** Reddit's own copy of the picture that it links to. */
    Optional<String> preview() {
        return first(field("preview").path("images"))
                .flatMap(image -> address(image.path("source").path("url")));
    }

    /** A field as it is; a missing node where it is not there. */
    JsonNode field(String name) {
        return fields.path(name);
    }

    private boolean gone(String name) {
        return text(name)
                .filter(text -> !text.isEmpty() && !text.equals(DELETED))
                .isEmpty();
    }

    private boolean flag(String name) {
        return field(name).isBoolean() && field(name).booleanValue();
    }

    private boolean truthy(String name) {
        return truthy(field(name));
    }

    /** Whether it says something: not null, not false, not 0, not empty. */
    static boolean truthy(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.stringValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            case BINARY, POJO -> true;
        };
    }

    private Optional<String> text(String name) {
        return text(field(name));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static Optional<String> address(JsonNode value) {
        return text(value).map(text -> text.replace("&amp;", "&")).filter(text -> !text.isEmpty());
    }

    private static Optional<JsonNode> first(JsonNode list) {
        Iterator<JsonNode> entries = list.iterator();
        return list.isArray() && entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
    }

    /** From an item's value. */
    static Post of(Json value) {
        return new Post(value.tree());
    }
}
