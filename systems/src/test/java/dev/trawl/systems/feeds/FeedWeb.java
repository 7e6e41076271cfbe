package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hosts with feeds that have a new article every few hours. Hosts named {@code slow} answer one request a minute and
 * say 429 to any other; those named {@code down} are down for the first half of each day. In one thread.
 */
final class FeedWeb implements Fetcher {
    private static final Duration GAP = Duration.ofMinutes(1);
    private static final Duration NEWS = Duration.ofHours(6);

    private final SettableClock clock;
    private final Map<String, Instant> held = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    FeedWeb(SettableClock clock) {
        this.clock = clock;
    }

    /** A request as it came. */
    record Asked(String url, String host, Instant at, Optional<String> tag) {}

    /** All requests, in order. */
    List<Asked> asked() {
        return asked;
    }

    /** The number of the newest article of any feed. */
    static long newest(Instant at) {
        return at.getEpochSecond() / NEWS.toSeconds();
    }

    @Override
    public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
        String host = request.address().hostName();
        Instant now = clock.instant();
        Instant free = held.getOrDefault(host, Instant.MIN);
        if (free.isAfter(now)) {
            return new Fetched.Held<>(Duration.between(now, free));
        }
        Optional<String> known = Optional.ofNullable(request.headers().get("If-None-Match"));
        asked.add(new Asked(request.address().toString(), host, now, known));
        if (host.startsWith("slow")) {
            held.put(host, now.plus(GAP));
        }
        return host.startsWith("down")
                        && now.getEpochSecond() / Duration.ofHours(12).toSeconds() % 2 == 0
                ? failed()
                : answer(request, reader, known);
    }

    private static <T> Fetched<T> failed() {
        return new Fetched.Failed<>(new Failure("connect", "down"), Optional.empty(), "", true, Duration.ZERO);
    }

    private <T> Fetched<T> answer(FetchRequest request, BodyReader<T> reader, Optional<String> known) {
        long newest = newest(clock.instant());
        String tag = "\"" + newest + "\"";
        boolean same = known.equals(Optional.of(tag));
        Map<String, String> headers = Map.of("etag", tag);
        try {
            byte[] body = same ? new byte[0] : body(newest).getBytes(UTF_8);
            T read = reader.read(request.address(), headers, new ByteArrayInputStream(body));
            return new Fetched.Answered<>(request.address(), same ? 304 : 200, headers, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(long newest) {
        StringBuilder items = new StringBuilder("<rss><channel>");
        for (long n = newest; n > newest - 3; n--) {
            items.append("<item><guid>")
                    .append(n)
                    .append("</guid><pubDate>")
                    .append(Instant.ofEpochSecond(n * NEWS.toSeconds()))
                    .append("</pubDate></item>");
        }
        return items.append("</channel></rss>").toString();
    }

    @Override
    public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
        throw new UnsupportedOperationException("Nothing is posted to a feed");
    }
}
