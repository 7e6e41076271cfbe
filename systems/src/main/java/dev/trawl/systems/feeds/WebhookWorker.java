package dev.trawl.systems.feeds;

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
import dev.trawl.web.WebAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends each subscriber one webhook, signed after Standard Webhooks 1.0 (standardwebhooks.com). What is answered is not
 * read, and a redirect is not followed: who sends it was not told to trust its target. One attempt is one POST.
 */
final class WebhookWorker implements Worker {
    private static final String JSON = "application/json";
    private static final int GONE = 410;
    private static final int REDIRECTS = 3;
    private static final int HUNDRED = 100;
    private static final String ADDRESS_REFUSED = "address-refused";

    /** The longest wait asked for that is kept to, as the job says. */
    private static final Duration WAIT_MAX = Duration.ofDays(30);

    /** An answer may be this long, though nobody reads it. */
    private static final long ANSWER_BYTES_MAX = 64 << 10;

    /** As many hosts are known by the items' values. */
    private static final int HOSTS_MAX = 10_000;

    private final Fetcher fetcher;
    private final FeedTables tables;
    private final News news;
    private final ArticleBodies bodies;
    private final Circuits circuits;
    private final InstantSource clock;
    private final Map<Json, Optional<String>> hosts = new ConcurrentHashMap<>();

    WebhookWorker(Fetcher fetcher, FeedTables tables, News news, InstantSource clock) {
        this.fetcher = fetcher;
        this.tables = tables;
        this.news = news;
        this.bodies = new ArticleBodies(tables, news, clock);
        this.circuits = new Circuits(clock);
        this.clock = clock;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        SubscriberItem subscriber = SubscriberItem.of(item);
        Optional<Row> row = tables.subscriber(subscriber.id())
                .filter(known -> text(known, "state").equals("active"));
        Optional<byte[]> body = bodies.of(subscriber.feed());
        if (row.isEmpty() || body.isEmpty()) {
            // Who has left since is owed nothing; nor is anybody of what is not there any more.
            end(subscriber, context, Optional.empty(), Optional.of(row.isEmpty() ? "disabled" : "removed"));
            return Outcome.DONE;
        }
        try {
            WebAddress address = WebAddress.parse(text(row.get(), "url"));
            Optional<String> silent = circuits.silent(address.hostName());
            if (silent.isPresent()) {
                Failure why = new Failure(silent.get(), "Its host has answered nobody for long, and was not asked");
                return failed(subscriber, context, why, Optional.empty(), Duration.ZERO);
            }
            Map<String, String> headers = Signatures.headers(
                    text(row.get(), "secret"),
                    subscriber.webhook(context.run()),
                    clock.instant(),
                    new String(body.get(), UTF_8));
            return send(
                    subscriber,
                    new FetchRequest(
                            address,
                            headers,
                            context.timeout(),
                            context.perHost(),
                            ANSWER_BYTES_MAX,
                            List.of(),
                            context),
                    body.get(),
                    context);
        } catch (BadAddress e) {
            return dead(subscriber, context, Optional.empty(), new Failure("bad-url", String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            return dead(
                    subscriber, context, Optional.empty(), new Failure("bad-secret", String.valueOf(e.getMessage())));
        }
    }

    private Outcome send(SubscriberItem subscriber, FetchRequest request, byte[] body, ItemContext context)
            throws InterruptedException {
        return switch (fetcher.post(request, new Posting(JSON, body), (_, _, _) -> Boolean.TRUE)) {
            case Fetched.Answered<Boolean> answered -> {
                circuits.answered(request.address().hostName());
                end(subscriber, context, Optional.of(answered.status()), Optional.empty());
                yield Outcome.DONE;
            }
            case Fetched.Held<Boolean> held -> new Outcome.Unfinished(held.after());
            case Fetched.Stopped<Boolean> stopped ->
                throw new IllegalStateException("Nobody asked to stop at " + stopped.target());
            case Fetched.Failed<Boolean> failed -> {
                note(request.address().hostName(), failed);
                yield failed(subscriber, context, why(failed), failed.status(), failed.after());
            }
        };
    }

    private void note(String host, Fetched.Failed<Boolean> failed) {
        if (failed.status().isPresent()) {
            circuits.answered(host);
        } else if (!failed.why().reason().equals(ADDRESS_REFUSED)) {
            circuits.silence(host, failed.why().reason());
        }
    }

    private Outcome failed(
            SubscriberItem subscriber, ItemContext context, Failure why, Optional<Integer> status, Duration after) {
        if (status.equals(Optional.of(GONE))) {
            context.row(new Row(FeedTables.SUBSCRIBERS, Map.of("id", subscriber.id(), "state", "disabled"))
                    .onlyTheseIfThere());
            return dead(subscriber, context, status, why);
        }
        return why.reason().equals(ADDRESS_REFUSED) || context.lastAttempt()
                ? dead(subscriber, context, status, why)
                : new Outcome.Retry(why, after.compareTo(WAIT_MAX) < 0 ? after : WAIT_MAX);
    }

    /** A redirect counts as its status. */
    private static Failure why(Fetched.Failed<Boolean> failed) {
        return failed.status()
                .filter(status -> status / HUNDRED == REDIRECTS)
                .map(status -> new Failure("http-" + status, failed.why().message()))
                .orElse(failed.why());
    }

    private Outcome dead(SubscriberItem subscriber, ItemContext context, Optional<Integer> status, Failure why) {
        end(subscriber, context, status, Optional.of(why.reason()));
        return new Outcome.Dead(why);
    }

    private void end(
            SubscriberItem subscriber, ItemContext context, Optional<Integer> status, Optional<String> problem) {
        String feed = news.feeds().get(subscriber.feed());
        new Delivery(subscriber, feed, status, problem, clock.instant()).write(context);
    }

    private static String text(Row row, String column) {
        Object value = row.columns().get(column);
        return value == null ? "" : value.toString();
    }

    @Override
    public void buried(Item item, Failure why, ItemContext context) {
        end(SubscriberItem.of(item), context, Optional.empty(), Optional.of(why.reason()));
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        if (hosts.size() > HOSTS_MAX) {
            hosts.clear();
        }
        // Millions of items have few values: each is read once, and found by its bytes then.
        return hosts.computeIfAbsent(
                item.value(), value -> SubscriberItem.At.of(value.tree()).host());
    }
}
