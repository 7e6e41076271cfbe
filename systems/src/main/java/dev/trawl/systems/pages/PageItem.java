package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Sha256;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page as an item: its key is the URL in normal form, so that two spellings of it are one item. The key of what is no
 * URL is its text.
 *
 * @param url as it was listed, without fragment; of a page that was found the normal form
 * @param depth the least number of links from a listed page, as far as it is known; 0 for those
 */
record PageItem(String url, int depth) {
    /** So much of a text that is too long for a key begins the key. */
    private static final int KEY_BEGINNING = 2_000;

    private static final String URL = "url";
    private static final String DEPTH = "depth";

    /** The item of a line of a list. Any text makes one: what is no URL ends dead, and has a row that says so. */
    static Item listed(String text) {
        String url = withoutFragment(text.strip());
        String key = key(url);
        ObjectNode value = Json.object();
        return new Item(key, Json.of(url.equals(key) ? value : value.put(URL, url)));
    }

    /**
     * The item of a page that a link led to.
     *
     * @param page in normal form
     */
    static Item found(String page, int depth) {
        return new Item(page, Json.ofUtf8(("{\"" + DEPTH + "\":" + depth + "}").getBytes(UTF_8)));
    }

    /** Whether an address can be the key of an item. */
    static boolean fits(String page) {
        return page.length() <= Item.KEY_BYTES_MAX;
    }

    /** Reads an item. */
    static PageItem of(Item item) {
        JsonNode value = item.value().tree();
        return new PageItem(
                value.path(URL).asString(item.key()), value.path(DEPTH).asInt(0));
    }

    /** Where to ask; empty where the text is no address of the web. */
    Optional<WebAddress> address() {
        try {
            return Optional.of(WebAddress.parse(url));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static String key(String url) {
        String key;
        try {
            key = WebAddress.parse(url).normal().toString();
        } catch (BadAddress e) {
            key = url;
        }
        if (key.isEmpty()) {
            return "(empty)";
        }
        return key.getBytes(UTF_8).length <= Item.KEY_BYTES_MAX ? key : shortened(key);
    }

    /** Nothing of that length is asked for, but it has a row and so needs a key. */
    private static String shortened(String key) {
        String hash = Sha256.hex(key.getBytes(UTF_8));
        return key.substring(0, KEY_BEGINNING) + "...(" + key.length() + " characters, sha256 " + hash + ")";
    }

    private static String withoutFragment(String text) {
        int fragment = text.indexOf('#');
        return fragment < 1 ? text : text.substring(0, fragment);
    }
}
