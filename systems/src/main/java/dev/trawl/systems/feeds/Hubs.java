package dev.trawl.systems.feeds;

import dev.trawl.core.ItemContext;
import dev.trawl.core.Row;
import dev.trawl.web.WebAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who pushes feeds, so that they are subscribed to (W3C WebSub). Where nobody reaches this process from outside nothing
 * is written, and feeds are polled as if nobody pushed them. Safe for any number of threads.
 *
 * @param reached whether a server answers at a public address
 * @param random makes paths that nobody guesses, and secrets
 */
record Hubs(FeedTables tables, boolean reached, RandomGenerator random) {
    /** Of a path, and of a secret: more than can be tried. */
    private static final int SECRET_BYTES = 20;

    /** Whether a hub pushes a feed now. */
    boolean pushes(String feed, Instant now) {
        return reached && tables.hub(feed).filter(hub -> hub.pushes(now)).isPresent();
    }

    /**
     * Notes what a feed says of itself.
     *
     * @param at where it was found
     */
    void note(String feed, HubLinks links, WebAddress at, ItemContext context) {
        if (!reached) {
            return;
        }
        Optional<HubState> known = tables.hub(feed);
        String topic = links.self().orElseGet(at::toString);
        if (links.hub().isEmpty()) {
            known.filter(hub -> hub.text(HubState.HUB).isPresent())
                    .ifPresent(_ ->
                            context.row(row(feed, Map.of(HubState.HUB, "")).onlyTheseIfThere()));
        } else if (known.isEmpty()
                || !known.get().text(HubState.HUB).equals(links.hub())
                || !known.get().text(HubState.TOPIC).equals(Optional.of(topic))) {
            // A new path: what the hub before goes on pushing is for a subscription that is not there.
            context.row(row(
                    feed,
                    Map.of(
                            HubState.HUB,
                            links.hub().get(),
                            HubState.TOPIC,
                            topic,
                            HubState.CALLBACK,
                            secret(),
                            HubState.SECRET,
                            secret())));
        }
    }

    private static Row row(String feed, Map<String, String> columns) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(columns);
        all.put(HubState.FEED, feed);
        return new Row(HubState.TABLE, all);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
