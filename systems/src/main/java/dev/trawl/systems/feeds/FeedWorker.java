package dev.trawl.systems.feeds;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Polls feeds: each once, whatever comes of it; when it is asked again stands in its row. */
final class FeedWorker implements Worker {
    /** Before a host's name in a budget key: feeds are not kept in their run while their host is held, but wait in their table. */
    private static final String FEEDS_OF = "feeds of ";

    /** Its row stays as it is, so it is still due, and those that waited longest are listed first. */
    private static final Outcome LEFT = new Outcome.Done(Optional.of(Json.of(Json.object()
            .put(
                    "postponed",
                    "Others kept its host busy until the next round; the feed was not asked for and is due"))));

    private final FeedTools tools;
    private final boolean backlog;
    private final Round round;
    private final HeldHosts held = new HeldHosts();

    FeedWorker(FeedTools tools, boolean backlog, Round round) {
        this.tools = tools;
        this.backlog = backlog;
        this.round = round;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws IOException, InterruptedException {
        if (round.over(tools.clock().instant())) {
            return LEFT;
        }
        FeedItem feed = FeedItem.of(item);
        Optional<FeedState> known = tools.tables().feed(feed.url());
        if (known.isEmpty() || !known.get().active() || known.get().readAfter(feed.listed())) {
            return Outcome.DONE;
        }
        FeedRecord record = new FeedRecord(tools, known.get(), context);
        return new Poll(tools, record, held, context, backlog).poll();
    }

    @Override
    public void buried(Item item, Failure why, ItemContext context) {
        tools.tables()
                .feed(FeedItem.of(item).url())
                .ifPresent(feed -> new FeedRecord(tools, feed, context).failed(why, Duration.ZERO, Optional.empty()));
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return FeedItem.of(item).host().map(FEEDS_OF::concat);
    }
}
