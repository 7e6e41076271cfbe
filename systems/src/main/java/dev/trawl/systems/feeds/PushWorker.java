package dev.trawl.systems.feeds;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.Worker;
import dev.trawl.web.Allowance;
import dev.trawl.web.BadAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what hubs pushed as if it had been polled: the same articles under the same names, and the same news of them. */
final class PushWorker implements Worker {
    private final FeedTools tools;

    PushWorker(FeedTools tools) {
        this.tools = tools;
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws InterruptedException {
        // Before it is looked into: many may have been pushed at once.
        try (Allowance.Share _ = tools.allowance().take(Poll.taken(item.value().size()))) {
            return read(new PushItem(item), context);
        }
    }

    private Outcome read(PushItem push, ItemContext context) {
        Optional<FeedState> known = tools.tables().feed(push.feed()).filter(FeedState::active);
        if (known.isEmpty()) {
            return Outcome.DONE;
        }
        FeedRecord record = new FeedRecord(tools, known.get(), context);
        byte[] body = push.body();
        try {
            Feed feed = FeedReader.read(body, body.length, push.charset(), push.at());
            boolean quiet = !known.get().read();
            new Articles(tools.tables(), push.feed(), record.now(), quiet).write(feed.entries(), context);
            record.pushed(feed);
            Map<String, @Nullable Object> pushed = new LinkedHashMap<>();
            pushed.put(HubState.FEED, push.feed());
            pushed.put(HubState.PUSHED, record.now());
            context.row(new Row(HubState.TABLE, pushed).onlyTheseIfThere());
            return Outcome.DONE;
        } catch (NotAFeed | BadAddress e) {
            return new Outcome.Dead(new Failure("bad-body", "What a hub pushed is no feed: " + e.getMessage()));
        }
    }
}
