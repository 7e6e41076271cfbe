package dev.trawl.app.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One feed of the demo's web. It has two editions: in the second some feeds have articles that are new, and some have one
 * that has changed.
 *
 * @param number from 0
 */
record DemoFeed(int number, FeedKind kind) {
    private static final int FIRST_ARTICLES = 3;
    private static final int HOSTS = 4;

    static DemoFeed of(int number) {
        return new DemoFeed(number, FeedKind.of(number));
    }

    /** The first so many. */
    static List<DemoFeed> first(int count) {
        return IntStream.range(0, count).mapToObj(DemoFeed::of).toList();
    }

    /** All hosts that feeds are at. */
    static List<String> hosts() {
        return IntStream.range(0, HOSTS).mapToObj(DemoFeed::host).toList();
    }

    private static String host(int number) {
        return "feeds" + number % HOSTS + ".example";
    }

    private String root() {
        return (number % 2 == 0 ? "http" : "https") + "://" + host(number);
    }

    /** Where it is asked for. */
    String url() {
        return root() + path();
    }

    String path() {
        return "/" + number + (kind == FeedKind.JSON ? ".json" : ".xml");
    }

    /** Where it has moved to. */
    String movedTo() {
        return root() + "/moved" + path();
    }

    /** Whether there is anything to read. */
    boolean read() {
        return kind.problem().isEmpty();
    }

    /** How many articles it has in an edition. */
    int articles(int edition) {
        return FIRST_ARTICLES + (edition > 1 ? fresh().size() : 0);
    }

    /** The articles that are new in the second edition, by what names them. */
    List<String> fresh() {
        return read() && number % 3 == 0
                ? IntStream.rangeClosed(0, number % 2)
                        .mapToObj(n -> id(FIRST_ARTICLES + n))
                        .toList()
                : List.of();
    }

    /** Whether its first article is another one in the second edition. */
    boolean changed() {
        return read() && number % 4 == 1;
    }

    /** Which version an edition has of it. */
    int version(int edition) {
        return edition > 1 && (changed() || !fresh().isEmpty()) ? 2 : 1;
    }

    /** Its title in an edition. */
    String title(int article, int edition) {
        return "Article " + article + " of feed " + number
                + (article == 0 && version(edition) == 2 && changed() ? ", corrected" : "");
    }

    String link(int article) {
        return root() + "/" + number + "/" + article + ".html";
    }

    /** What names an article. */
    String id(int article) {
        return kind == FeedKind.UNNAMED ? link(article) : "tag:feeds.example,2026:" + number + "-" + article;
    }
}
