package dev.trawl.app.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves feeds, an edition at a time. For any number of threads. */
final class FeedHost implements Host {
    private static final Pattern PATH = Pattern.compile("(/moved)?/(\\d{1,6})\\.(?:xml|json)");
    /** When each version was made. */
    private static final List<String> MODIFIED =
            List.of("Thu, 01 Jan 2026 08:00:00 GMT", "Fri, 02 Jan 2026 08:00:00 GMT");

    private final int count;
    private final AtomicInteger unchanged = new AtomicInteger();
    private volatile int edition = 1;

    /** @param count how many feeds there are */
    FeedHost(int count) {
        this.count = count;
    }

    /** Its hosts answer. */
    void open(Site site) {
        DemoFeed.hosts().forEach(host -> site.put(host, this));
    }

    /** From now on the feeds are as in this edition. */
    void publish(int now) {
        edition = now;
    }

    /** How often it answered 304 since it was asked last. */
    int unchanged() {
        return unchanged.getAndSet(0);
    }

    @Override
    public Reply answer(Visit visit) {
        Matcher path = PATH.matcher(visit.path());
        int number = path.matches() ? Integer.parseInt(path.group(2)) : count;
        return number < count ? answer(DemoFeed.of(number), visit, path.group(1) != null) : Reply.status(404);
    }

    private Reply answer(DemoFeed feed, Visit visit, boolean moved) {
        return switch (feed.kind()) {
            case GONE -> Reply.status(410);
            case DOWN -> Reply.status(503);
            case NO_FEED -> Reply.html("", "This feed is a page now");
            case MOVED -> moved ? FeedBody.of(feed, edition) : moved(feed);
            default -> feed.kind().validated() ? conditional(feed, visit) : FeedBody.of(feed, edition);
        };
    }

    private static Reply moved(DemoFeed feed) {
        return new Reply(301, Map.of("Location", feed.movedTo()), () -> new byte[0]);
    }

    /** JSON by its date, the others by their tag. */
    private Reply conditional(DemoFeed feed, Visit visit) {
        boolean dated = feed.kind() == FeedKind.JSON;
        int version = feed.version(edition);
        String validator = dated ? MODIFIED.get(version - 1) : "\"" + feed.number() + "-" + version + "\"";
        if (visit.header(dated ? "if-modified-since" : "if-none-match")
                .filter(validator::equals)
                .isPresent()) {
            unchanged.incrementAndGet();
            return new Reply(304, Map.of(), () -> new byte[0]);
        }
        return FeedBody.of(feed, edition).with(dated ? "Last-Modified" : "ETag", validator);
    }
}
