package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes items of the subscribers of one page. Millions of subscribers are at few hosts: what those of one host have alike is written
 * once and shared. For one thread.
 */
final class SubscriberItems {
    private static final String AUTHORITY = "://";

    private final int feed;
    private final boolean counted;
    private final Map<String, Json> values = new HashMap<>();

    /**
     * @param feed its number among the feeds of the run
     * @param counted whether deliveries are counted only
     */
    SubscriberItems(int feed, boolean counted) {
        this.feed = feed;
        this.counted = counted;
    }

    /** The item of a subscriber. */
    Item item(String id, String url) {
        String origin = origin(url);
        return SubscriberItem.plain(id)
                ? new Item(
                        id,
                        values.computeIfAbsent(origin, _ -> Json.of(at(origin).value())))
                : SubscriberItem.odd(id, at(origin));
    }

    private SubscriberItem.At at(String origin) {
        return new SubscriberItem.At(feed, host(origin), counted);
    }

    /** As much of an address as its host is read from. */
    private static String origin(String url) {
        int authority = url.indexOf(AUTHORITY);
        int path = authority < 0 ? -1 : url.indexOf('/', authority + AUTHORITY.length());
        return path < 0 ? url : url.substring(0, path);
    }

    private static Optional<String> host(String origin) {
        try {
            return Optional.of(WebAddress.parse(origin).hostName());
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }
}
