package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a feed as it is in an edition. */
final class FeedBody {
    private static final Instant FIRST = Instant.parse("2026-01-01T08:00:00Z");
    private static final String XML = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final DemoFeed feed;
    private final int edition;

    private FeedBody(DemoFeed feed, int edition) {
        this.feed = feed;
        this.edition = edition;
    }

    /** The answer with it. */
    static Reply of(DemoFeed feed, int edition) {
        FeedBody body = new FeedBody(feed, edition);
        return switch (feed.kind()) {
            case JSON ->
                new Reply(
                        200,
                        Map.of("Content-Type", "application/feed+json"),
                        () -> body.json().getBytes(UTF_8));
            case ATOM ->
                new Reply(
                        200,
                        Map.of("Content-Type", "application/atom+xml"),
                        () -> body.atom().getBytes(UTF_8));
            case MISCODED -> rss(() -> body.rss().getBytes(WESTERN));
            default -> rss(() -> body.rss().getBytes(UTF_8));
        };
    }

    private static Reply rss(Supplier<byte[]> body) {
        return new Reply(200, Map.of("Content-Type", "application/rss+xml"), body);
    }

    private String rss() {
        return XML + "<rss version=\"2.0\"><channel><title>" + title() + "</title>" + articles(this::item)
                + "</channel></rss>";
    }

    private String item(int article) {
        String title = title(article);
        return switch (feed.kind()) {
            case ENTITIES -> item(article, title + " &nbsp; salt & pepper &eacute;&hellip;", named(article));
            case MISCODED -> item(article, title + " Größe", named(article));
            case UNNAMED -> item(article, title, "");
            default -> item(article, title, named(article));
        };
    }

    private String item(int article, String title, String name) {
        return "<item><title>" + title + "</title><link>" + feed.link(article) + "</link>" + name + "</item>\n";
    }

    private String named(int article) {
        return "<guid isPermaLink=\"false\">" + feed.id(article) + "</guid><pubDate>"
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(posted(article).atOffset(ZoneOffset.UTC)) + "</pubDate>";
    }

    private String atom() {
        return XML + "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>" + title() + "</title><id>" + feed.url()
                + "</id>" + articles(this::entry) + "</feed>";
    }

    private String entry(int article) {
        return "<entry><id>" + feed.id(article) + "</id><title>" + title(article) + "</title><link href=\""
                + feed.link(article) + "\"/><published>" + posted(article) + "</published></entry>\n";
    }

    private String json() {
        ObjectNode document = Json.object().put("version", "https://jsonfeed.org/version/1.1");
        ArrayNode items = document.put("title", title()).putArray("items");
        for (int article = feed.articles(edition) - 1; article >= 0; article--) {
            items.addObject()
                    .put("id", feed.id(article))
                    .put("url", feed.link(article))
                    .put("title", title(article))
                    .put("content_text", "What there is to say.")
                    .put("date_published", posted(article).toString());
        }
        return document.toString();
    }

    /** The newest first. */
    private String articles(IntFunction<String> write) {
        int count = feed.articles(edition);
        return IntStream.range(0, count)
                .mapToObj(n -> write.apply(count - 1 - n))
                .collect(Collectors.joining());
    }

    private String title() {
        return "Feed " + feed.number();
    }

    private String title(int article) {
        return feed.title(article, edition);
    }

    private static Instant posted(int article) {
        return FIRST.plus(Duration.ofDays(article));
    }
}
