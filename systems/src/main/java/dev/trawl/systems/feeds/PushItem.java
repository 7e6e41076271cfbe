package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a hub pushed, as an item. */
final class PushItem {
    static final String FEED = "feed";
    static final String TOPIC = "topic";
    static final String TYPE = "type";
    static final String BODY = "body";

    private final JsonNode value;

    /** Reads it whole; the item keeps nothing of that. */
    PushItem(Item item) {
        value = Json.parse(item.value().utf8());
    }

    /** The feed, as its table has it. */
    String feed() {
        return value.path(FEED).asString("");
    }

    /** What relative addresses in it are resolved against; throws BadAddress where the hub knows it by none. */
    WebAddress at() {
        return WebAddress.parse(value.path(TOPIC).asString(""));
    }

    /** The encoding that its Content-Type names. */
    Optional<String> charset() {
        return MediaType.read(value.path(TYPE).asString("")).flatMap(MediaType::charset);
    }

    byte[] body() {
        return Base64.getDecoder().decode(value.path(BODY).asString(""));
    }
}
