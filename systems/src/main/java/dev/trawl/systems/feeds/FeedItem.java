package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Sha256;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A feed as an item: its key is the feed's.
 *
 * @param url as the table has it
 * @param address what is asked: where the feed has moved to, else its url; of a feed whose hub is asked for it, the hub
 * @param listed the instant of the scan that found it
 */
record FeedItem(String url, String address, Instant listed) {
    /** So much of an url that is too long for a key begins the key. */
    private static final int KEY_BEGINNING = 2_000;

    private static final String URL = "url";
    private static final String ADDRESS = "address";
    private static final String LISTED = "listed";

    /** To list it. */
    Item item() {
        ObjectNode value = Json.object().put(LISTED, listed.toString());
        if (!address.equals(url)) {
            value.put(ADDRESS, address);
        }
        String key = key();
        return new Item(key, Json.of(key.equals(url) ? value : value.put(URL, url)));
    }

    /** Reads one. */
    static FeedItem of(Item item) {
        JsonNode value = item.value().tree();
        String url = value.path(URL).asString(item.key());
        return new FeedItem(
                url,
                value.path(ADDRESS).asString(url),
                Instant.parse(value.path(LISTED).asString()));
    }

    /** The host that is asked first; empty where that is no address of the web. */
    Optional<String> host() {
        try {
            return Optional.of(WebAddress.parse(address).hostName());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private String key() {
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return "(empty)";
        }
        return bytes.length <= Item.KEY_BYTES_MAX
                ? url
                : url.substring(0, KEY_BEGINNING) + "...(sha256 " + Sha256.hex(bytes) + ")";
    }
}
