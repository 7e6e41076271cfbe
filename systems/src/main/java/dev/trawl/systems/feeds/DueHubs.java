package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Lists the feeds whose hub is to be asked for them: those that are not pushed yet, and those whose lease ends soon. */
final class DueHubs implements Source {
    private static final int PAGE_ROWS = 1_000;

    private final FeedTables tables;
    private final InstantSource clock;

    DueHubs(FeedTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public boolean idle() {
        Optional<String> after = Optional.empty();
        do {
            Slice<Row> rows = tables.hubs(after, PAGE_ROWS);
            if (!due(rows, clock.instant()).isEmpty()) {
                return false;
            }
            after = rows.next();
        } while (after.isPresent());
        return true;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        Slice<Row> rows = tables.hubs(token, PAGE_ROWS);
        return new Listing.Page(due(rows, clock.instant()), rows.next());
    }

    private static List<Item> due(Slice<Row> rows, Instant now) {
        return rows.items().stream()
                .map(HubState::of)
                .filter(hub -> hub.due(now))
                .map(hub -> new FeedItem(hub.feed(), hub.text(HubState.HUB).orElse(hub.feed()), now).item())
                .toList();
    }
}
