package dev.trawl.systems.feeds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
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

    private final Fetcher fetcher;
    private final FeedTables tables;
    private final PublicAddress reached;
    private final InstantSource clock;

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
            return switch (fetcher.post(request, new Posting(FORM, form(hub.get())), (_, _, _) -> Boolean.TRUE)) {
                case Fetched.Answered<Boolean> _ -> asked(hub.get(), began, Optional.empty(), context);
                case Fetched.Held<Boolean> _ ->
                    asked(
                            hub.get(),
                            began,
                            Optional.of(new Failure("http-429", "The hub wants to be left alone")),
                            context);
                case Fetched.Stopped<Boolean> stopped ->
                    asked(
                            hub.get(),
                            began,
                            Optional.of(new Failure("bad-redirect", "It redirects to " + stopped.target())),
                            context);
                case Fetched.Failed<Boolean> failed -> asked(hub.get(), began, Optional.of(failed.why()), context);
            };
        } catch (BadAddress e) {
            return asked(
                    hub.get(), began, Optional.of(new Failure("bad-url", String.valueOf(e.getMessage()))), context);
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

    private Outcome asked(HubState hub, Instant began, Optional<Failure> why, ItemContext context) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put(HubState.FEED, hub.feed());
        columns.put(HubState.ASKED, began.truncatedTo(ChronoUnit.MILLIS));
        columns.put(HubState.ASKS, hub.asks() + 1);
        columns.put(HubState.ASKED_AT, hub.text(HubState.CALLBACK).orElse(null));
        columns.put(HubState.PROBLEM, why.map(Failure::reason).orElse(null));
        context.row(new Row(HubState.TABLE, columns).onlyTheseIfThere());
        return why.<Outcome>map(Outcome.Dead::new).orElse(Outcome.DONE);
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return FeedItem.of(item).host();
    }
}
