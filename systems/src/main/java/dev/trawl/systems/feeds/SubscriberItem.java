package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Sha256;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subscriber as an item: who is told what, and where, as it was listed. The secret stays in the table.
 *
 * @param id of the subscriber
 * @param feed its number among the feeds of the run
 * @param url where webhooks are sent
 * @param counted whether its delivery is counted only, and has no row
 */
record SubscriberItem(String id, int feed, String url, boolean counted) {
    private static final String ID = "id";
    private static final String FEED = "feed";
    private static final String URL = "url";
    private static final String COUNTED = "counted";
    private static final String PREFIX = "msg_";
    private static final int NAME_CHARACTERS = 32;

    /** To list it. */
    Item item() {
        ObjectNode value = Json.object().put(FEED, feed).put(URL, url);
        if (counted) {
            value.put(COUNTED, true);
        }
        boolean plain = !id.isEmpty() && id.getBytes(UTF_8).length <= Item.KEY_BYTES_MAX;
        return plain ? new Item(id, Json.of(value)) : new Item("sha256 " + hash(id), Json.of(value.put(ID, id)));
    }

    /** Reads one. */
    static SubscriberItem of(Item item) {
        JsonNode value = item.value().tree();
        return new SubscriberItem(
                value.path(ID).asString(item.key()),
                value.path(FEED).asInt(0),
                value.path(URL).asString(""),
                value.path(COUNTED).asBoolean(false));
    }

    /** The host that is asked; empty where the url is no address of the web. */
    Optional<String> host() {
        try {
            return Optional.of(WebAddress.parse(url).hostName());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    /** What names its webhook: the same at every attempt, over restarts too, and no other has it. */
    String webhook(RunId run) {
        return PREFIX + hash(run + " " + feed + " " + id).substring(0, NAME_CHARACTERS);
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(UTF_8));
    }
}
