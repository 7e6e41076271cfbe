package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.Worker;
import dev.trawl.web.BadAddress;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.PublicAddress;
import dev.trawl.web.WebAddress;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks hubs to push feeds (W3C WebSub, section 5.1): once a run; what fails is asked again when its row says so. That a hub took
 * the request says nothing yet: it asks back.
 */
final class HubWorker implements Worker {
    /** The path under which hubs find us, before what names the subscription. */
    static final String PATH = "/websub/";

    private static final String FORM = "application/x-www-form-urlencoded";

    /** As long as a hub is asked to push. */
    private static final Duration LEASE = Duration.ofDays(10);

    private static final long ANSWER_BYTES_MAX = 64 << 10;

    /** A hub may send whoever subscribes elsewhere, so many times (section 5.1.2). */
    private static final int REDIRECTS_MAX = 3;

    /** Before a host's name in a budget key: while a hub is held its feeds wait in their rows, and not in the run. */
    private static final String HUBS_OF = "hubs of ";

    private final Fetcher fetcher;
    private final FeedTables tables;
    private final PublicAddress reached;
    private final InstantSource clock;
    private final HeldHosts held = new HeldHosts();

    HubWorker(Fetcher fetcher, FeedTables tables, PublicAddress reached, InstantSource clock) {
        this.fetcher = fetcher;
        this.tables = tables;
        this.reached = reached;
        this.clock = clock;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        Optional<HubState> hub = tables.hub(FeedItem.of(item).url()).filter(known -> known.due(clock.instant()));
        if (hub.isEmpty()
                || tables.feed(hub.get().feed()).filter(FeedState::active).isEmpty()) {
            return Outcome.DONE;
        }
        // Hubs may ask back before they answer, and what they confirm comes after what was asked.
        Instant began = clock.instant();
        try {
            WebAddress address = WebAddress.parse(hub.get().text(HubState.HUB).orElse(""));
            FetchRequest request = new FetchRequest(
                    address, Map.of(), context.timeout(), context.perHost(), ANSWER_BYTES_MAX, List.of(), context);
            return switch (fetcher.post(
                    request, new Posting(FORM, form(hub.get()), REDIRECTS_MAX), (_, _, _) -> Boolean.TRUE)) {
                case Fetched.Answered<Boolean> _ -> asked(hub.get(), began, context);
                case Fetched.Held<Boolean> wait -> postponed(hub.get(), began, address.hostName(), wait, context);
                case Fetched.Stopped<Boolean> stopped ->
                    throw new IllegalStateException("Nobody asked to stop at " + stopped.target());
                case Fetched.Failed<Boolean> failed -> failed(hub.get(), began, failed.why(), failed.after(), context);
            };
        } catch (BadAddress e) {
            Failure why = new Failure("bad-url", String.valueOf(e.getMessage()));
            return failed(hub.get(), began, why, Duration.ZERO, context);
        }
    }

    private byte[] form(HubState hub) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "hub.callback",
                reached.url() + PATH + hub.text(HubState.CALLBACK).orElse(""));
        fields.put("hub.mode", "subscribe");
        fields.put("hub.topic", hub.text(HubState.TOPIC).orElse(""));
        fields.put("hub.lease_seconds", Long.toString(LEASE.toSeconds()));
        fields.put("hub.secret", hub.text(HubState.SECRET).orElse(""));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(US_ASCII);
    }

    private static Outcome asked(HubState hub, Instant began, ItemContext context) {
        asked(hub, began, Optional.empty(), Optional.empty(), context);
        return Outcome.DONE;
    }

    private static Outcome failed(HubState hub, Instant began, Failure why, Duration after, ItemContext context) {
        Optional<Instant> until =
                Optional.of(after).filter(Duration::isPositive).map(began::plus);
        asked(hub, began, Optional.of(why), until, context);
        return new Outcome.Dead(why);
    }

    private static void asked(
            HubState hub, Instant began, Optional<Failure> why, Optional<Instant> until, ItemContext context) {
        Map<String, @Nullable Object> columns = of(hub);
        columns.put(HubState.ASKED, stored(began));
        columns.put(HubState.ASKS, hub.asks() + 1);
        columns.put(HubState.PROBLEM, why.map(Failure::reason).orElse(null));
        columns.put(HubState.NOT_BEFORE, until.map(HubWorker::stored).orElse(null));
        write(columns, context);
    }

    /** It was not asked, as its host is held: that is no failure of the hub, and counts nothing. */
    private Outcome postponed(
            HubState hub, Instant began, String host, Fetched.Held<Boolean> wait, ItemContext context) {
        Instant until = began.plus(held.next(host, wait.after()));
        Map<String, @Nullable Object> columns = of(hub);
        if (!hub.askedAt()) {
            columns.put(HubState.ASKED, null);
            columns.put(HubState.ASKS, 0L);
            columns.put(HubState.PROBLEM, null);
        }
        columns.put(HubState.NOT_BEFORE, stored(until));
        write(columns, context);
        return new Outcome.Done(Optional.of(Json.of(Json.object()
                .put("postponed", "The hub wants to be left alone; it was not asked, and is not before " + until))));
    }

    private static Map<String, @Nullable Object> of(HubState hub) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put(HubState.FEED, hub.feed());
        columns.put(HubState.ASKED_AT, hub.text(HubState.CALLBACK).orElse(null));
        return columns;
    }

    private static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void write(Map<String, @Nullable Object> columns, ItemContext context) {
        context.row(new Row(HubState.TABLE, columns).onlyTheseIfThere());
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return FeedItem.of(item).host().map(HUBS_OF::concat);
    }
}
