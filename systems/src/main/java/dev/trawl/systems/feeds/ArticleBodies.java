package dev.trawl.systems.feeds;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What subscribers of each feed of a run are sent: written once for all subscribers of a feed, and again only where so many feeds
 * are told of at once that it was let go of. Safe for any number of threads.
 */
final class ArticleBodies {
    /** What is kept of them in memory. */
    private static final long BYTES_MAX = 16L << 20;

    private final FeedTables tables;
    private final News news;
    private final InstantSource clock;
    private final Map<Integer, byte[]> bodies = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    ArticleBodies(FeedTables tables, News news, InstantSource clock) {
        this.tables = tables;
        this.news = news;
        this.clock = clock;
    }

    /** The message for a feed, by its number; empty where none of its articles is there any more. Not to be changed. */
    synchronized Optional<byte[]> of(int feed) {
        byte[] known = bodies.get(feed);
        if (known == null) {
            known = write(feed);
            bodies.put(feed, known);
            bytes += known.length;
            Iterator<byte[]> oldest = bodies.values().iterator();
            while (bytes > BYTES_MAX && bodies.size() > 1) {
                bytes -= oldest.next().length;
                oldest.remove();
            }
        }
        return known.length == 0 ? Optional.empty() : Optional.of(known);
    }

    private byte[] write(int feed) {
        String url = news.feeds().get(feed);
        List<Row> rows = tables.articles(url, news.ids().get(feed));
        if (rows.isEmpty()) {
            return new byte[0];
        }
        ObjectNode message = Json.object()
                .put("type", "articles.new")
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        ArrayNode articles = message.putObject("data").put("feed", url).putArray("articles");
        rows.forEach(row -> articles.add(row.document()));
        return Json.of(message).utf8();
    }
}
