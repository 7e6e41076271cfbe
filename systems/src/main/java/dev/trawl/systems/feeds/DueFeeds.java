package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.port.Turns;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists the active feeds that are due, those that were polled the longest ago first: where a host answers only a few of its feeds
 * in a run, each has its turn. In a round of a schedule intervals that somebody set are kept to the nearest round. A token is the instant
 * of the scan and where it goes on.
 */
final class DueFeeds implements Source {
    /** Rows read at once. */
    private static final int PAGE_ROWS = 1_000;

    private final FeedTables tables;
    private final InstantSource clock;
    /** Whether feeds that are not due yet are listed too. */
    private final boolean force;

    private final Round round;

    DueFeeds(FeedTables tables, InstantSource clock, boolean force, Round round) {
        this.tables = tables;
        this.clock = clock;
        this.force = force;
        this.round = round;
    }

    @Override
    public boolean idle() {
        Instant now = clock.instant();
        Optional<String> after = Optional.empty();
        do {
            Slice<Row> rows = due(now, after, PAGE_ROWS);
            if (rows.items().stream().anyMatch(row -> listed(FeedState.of(row), now))) {
                return false;
            }
            after = rows.next();
        } while (after.isPresent());
        return true;
    }

    private Slice<Row> due(Instant scan, Optional<String> after, int limit) {
        Instant by = scan.plus(round.early());
        return tables.due(new Turns(FeedState.NEXT_POLL, FeedState.LAST_POLLED, by, force), after, limit);
    }

    /** A feed comes early only where somebody set its interval, and nobody asked it to wait. */
    private boolean listed(FeedState feed, Instant scan) {
        boolean due = force || !feed.after(FeedState.NEXT_POLL, scan);
        boolean early = feed.interval().isPresent() && feed.failures() == 0;
        return feed.active() && (due || early) && !feed.after(FeedState.LAST_POLLED, scan);
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        int blank = token.map(text -> text.indexOf(' ')).orElse(-1);
        Instant scan = blank < 0 ? clock.instant() : Instant.parse(token.get().substring(0, blank));
        Optional<String> after = token.map(text -> text.substring(blank + 1));
        Slice<Row> rows = due(scan, after, PAGE_ROWS);
        List<Item> items = new ArrayList<>();
        for (Row row : rows.items()) {
            FeedState feed = FeedState.of(row);
            if (listed(feed, scan)) {
                items.add(new FeedItem(feed.url(), feed.address(), scan).item());
            }
        }
        return new Listing.Page(items, rows.next().map(next -> scan + " " + next));
    }
}
