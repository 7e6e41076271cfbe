package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Sha256;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subscriber as an item: who is told what, and which host is asked. Address and secret stay in the table.
 *
 * @param id of the subscriber
 * @param at what others have alike
 */
record SubscriberItem(String id, At at) {
    private static final String ID = "id";
    private static final String FEED = "feed";
    private static final String HOST = "host";
    private static final String COUNTED = "counted";
    private static final String PREFIX = "msg_";
    private static final int NAME_CHARACTERS = 32;

    /**
     * What all subscribers of a feed at one host have alike.
     *
     * @param feed its number among the feeds of the run
     * @param host that is asked; empty where the url is no address of the web
     * @param counted whether the delivery is counted only, and has no row
     */
    record At(int feed, Optional<String> host, boolean counted) {
        ObjectNode value() {
            ObjectNode value = Json.object().put(FEED, feed);
            host.ifPresent(name -> value.put(HOST, name));
            if (counted) {
                value.put(COUNTED, true);
            }
            return value;
        }

        static At of(JsonNode value) {
            return new At(
                    value.path(FEED).asInt(0),
                    Optional.ofNullable(value.get(HOST)).map(JsonNode::asString),
                    value.path(COUNTED).asBoolean(false));
        }
    }

    /** Whether its id can be an item's key. */
    static boolean plain(String id) {
        int most = Item.KEY_BYTES_MAX;
        return !id.isEmpty() && (id.length() <= most / 3 || id.getBytes(UTF_8).length <= most);
    }

    /** To list one whose id is no key. */
    static Item odd(String id, At at) {
        return new Item("sha256 " + hash(id), Json.of(at.value().put(ID, id)));
    }

    /** Reads one. */
    static SubscriberItem of(Item item) {
        JsonNode value = item.value().tree();
        return new SubscriberItem(value.path(ID).asString(item.key()), At.of(value));
    }

    int feed() {
        return at.feed();
    }

    boolean counted() {
        return at.counted();
    }

    /** What names its webhook: the same at every attempt, over restarts too, and no other has it. */
    String webhook(RunId run) {
        return PREFIX + hash(run + " " + at.feed() + " " + id).substring(0, NAME_CHARACTERS);
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(UTF_8));
    }
}
