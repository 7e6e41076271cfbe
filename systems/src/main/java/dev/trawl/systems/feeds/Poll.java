package dev.trawl.systems.feeds;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.web.Allowance;
import dev.trawl.web.BadAddress;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.KeptBody;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One poll of a feed: ask for what has changed, read it, write down its articles and how it went. For one thread, once. */
final class Poll {
    /** What a body and its entries take in memory, as a multiple of its bytes. */
    private static final int READ_TIMES = 8;

    /** And what its tags take, as far as they are read: four letters of the shortest become some 400 bytes. */
    private static final int TAG_TIMES = 100;

    private static final long TAG_BYTES_MAX = 4L * BoundedTags.TAGS_MAX;

    /** And what even the smallest may take. */
    private static final long READ_BYTES = 1 << 20;

    private static final int NOT_MODIFIED = 304;

    /** A validator that could be sent back: what is no header's value was not sent by a server (RFC 9110, section 5.5). */
    private static final Pattern VALIDATOR =
            Pattern.compile("[\\x21-\\x7e\\x80-\\xff][\\x20-\\x7e\\x80-\\xff]{0,2000}");

    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");

    /** Of these the beginning of a body is worth reading: the connection ended, not the patience with it. */
    private static final List<String> CUT = List.of("truncated", "reset", "timeout");

    private final FeedTools tools;
    private final FeedRecord record;
    private final HeldHosts held;
    private final ItemContext context;
    private final boolean backlog;

    Poll(FeedTools tools, FeedRecord record, HeldHosts held, ItemContext context, boolean backlog) {
        this.tools = tools;
        this.record = record;
        this.held = held;
        this.context = context;
        this.backlog = backlog;
    }

    /** Makes it. */
    Outcome poll() throws IOException, InterruptedException {
        WebAddress address;
        try {
            address = WebAddress.parse(record.before().address());
        } catch (BadAddress e) {
            return failed(new Failure("bad-url", "A feed cannot be asked for: " + e.getMessage()), Duration.ZERO);
        }
        String host = address.hostName();
        if (held.silent(host)) {
            return postponed(host, Pace.WAIT_MIN);
        }
        try (Way way = new Way()) {
            return switch (tools.fetcher().get(request(address), way)) {
                case Fetched.Answered<KeptBody> answered
                when answered.status() == NOT_MODIFIED -> {
                    held.note(host, false);
                    record.unchanged(answered.headers(), rhythm(Optional.empty(), answered.headers()), way.movedTo());
                    yield Outcome.DONE;
                }
                case Fetched.Answered<KeptBody> _ -> {
                    held.note(host, false);
                    yield read(way);
                }
                case Fetched.Held<KeptBody>(Duration after) -> postponed(host, after);
                case Fetched.Failed<KeptBody> failed -> {
                    held.note(host, failed.why().reason().equals("timeout"));
                    yield failed(failed, way);
                }
                case Fetched.Stopped<KeptBody> stopped ->
                    throw new IllegalStateException("Nobody asked to stop at " + stopped.target());
            };
        }
    }

    private FetchRequest request(WebAddress address) {
        Map<String, String> headers = new HashMap<>();
        validator(FeedState.ETAG).ifPresent(tag -> headers.put("If-None-Match", tag));
        validator(FeedState.LAST_MODIFIED).ifPresent(date -> headers.put("If-Modified-Since", date));
        return new FetchRequest(
                address, headers, context.timeout(), context.perHost(), Way.BODY_BYTES_MAX, List.of(), context);
    }

    private Optional<String> validator(String column) {
        return record.before()
                .text(column)
                .filter(text -> VALIDATOR.matcher(text).matches());
    }

    private Outcome read(Way way) throws IOException, InterruptedException {
        Way.Got got = way.got().orElseThrow();
        try (Allowance.Share _ = share(got)) {
            Feed feed = feed(got);
            articles(feed);
            HubLinks links = HubLinks.ofHeader(got.headers().getOrDefault("link", ""), got.at());
            tools.hubs().note(record.before().url(), links.or(feed.links()), got.at(), context);
            record.read(feed, got.headers(), rhythm(feed.rhythm(), got.headers()), way.movedTo());
            return Outcome.DONE;
        } catch (NotAFeed e) {
            return failed(new Failure("bad-body", String.valueOf(e.getMessage())), Duration.ZERO, way.movedTo());
        }
    }

    private Outcome failed(Fetched.Failed<KeptBody> failed, Way way) throws IOException, InterruptedException {
        if (CUT.contains(failed.why().reason()) && way.got().isPresent()) {
            beginning(way.got().get());
        }
        return failed(failed.why(), failed.after(), way.movedTo());
    }

    /** What came before the connection broke is kept; the poll has failed all the same. */
    private void beginning(Way.Got got) throws IOException, InterruptedException {
        try (Allowance.Share _ = share(got)) {
            articles(feed(got));
        } catch (NotAFeed e) {
            // It was cut off before it said what it is.
        }
    }

    private Allowance.Share share(Way.Got got) throws IOException, InterruptedException {
        return tools.allowance().take(taken(got.body().kept()));
    }

    /** What reading a body of so many bytes may take in memory. */
    static long taken(long bytes) {
        return READ_BYTES + READ_TIMES * bytes + TAG_TIMES * Math.min(bytes, TAG_BYTES_MAX);
    }

    private static Feed feed(Way.Got got) throws IOException, NotAFeed {
        Optional<String> charset = Optional.ofNullable(got.headers().get("content-type"))
                .flatMap(MediaType::read)
                .flatMap(MediaType::charset);
        return FeedReader.read(
                got.body().content(got.body().kept()), (int) got.body().kept(), charset, got.at());
    }

    private void articles(Feed feed) {
        boolean quiet = !record.before().read() && !backlog;
        new Articles(tools.tables(), record.before().url(), record.now(), quiet).write(feed.entries(), context);
    }

    private static Optional<Duration> rhythm(Optional<Duration> own, Map<String, String> headers) {
        Matcher age = MAX_AGE.matcher(headers.getOrDefault("cache-control", ""));
        Optional<Duration> cached =
                age.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(age.group(1)))) : Optional.empty();
        return own.isPresent() && cached.isPresent() && own.get().compareTo(cached.get()) < 0
                ? cached
                : own.or(() -> cached);
    }

    private Outcome failed(Failure why, Duration least) {
        return failed(why, least, Optional.empty());
    }

    private Outcome failed(Failure why, Duration least, Optional<String> movedTo) {
        record.failed(why, least, movedTo);
        return new Outcome.Dead(why);
    }

    private Outcome postponed(String host, Duration hold) {
        Duration wait = held.next(host, hold);
        record.postponed(wait);
        return new Outcome.Done(Optional.of(Json.of(Json.object()
                .put(
                        "postponed",
                        "The host wants to be left alone, or answers nobody; the feed was not asked for and is due in "
                                + wait.toSeconds() + " s"))));
    }
}
