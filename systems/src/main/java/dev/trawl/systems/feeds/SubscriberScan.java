package dev.trawl.systems.feeds;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Slice;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists the active subscribers of some feeds: feed by feed, each in the order of the subscribers' ids. A token is the feed's number,
 * whether deliveries have rows, and the id behind which it goes on; so nobody who is there all the time is missed or listed
 * twice, whoever comes and goes meanwhile.
 */
final class SubscriberScan implements Source {
    /** Subscribers of a run up to which every delivery has a row, where nothing is said. */
    static final long ROWS_MAX = 100_000;

    private static final int PAGE_ROWS = 10_000;
    private static final String COUNTS = "counts";
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,9}) (rows|counts)(?: (.*))?", Pattern.DOTALL);

    private final FeedTables tables;
    private final List<String> feeds;
    private final Optional<String> deliveries;

    /** @param deliveries {@code rows} or {@code counts}; empty where their number decides */
    SubscriberScan(FeedTables tables, List<String> feeds, Optional<String> deliveries) {
        this.tables = tables;
        this.feeds = feeds;
        this.deliveries = deliveries;
    }

    private record Position(int feed, String mode, Optional<String> after) {
        String token() {
            return feed + " " + mode + after.map(id -> " " + id).orElse("");
        }

        static Position of(String token) {
            Matcher form = TOKEN.matcher(token);
            if (!form.matches()) {
                throw new IllegalArgumentException("No list of subscribers goes on at " + token);
            }
            return new Position(Integer.parseInt(form.group(1)), form.group(2), Optional.ofNullable(form.group(3)));
        }
    }

    /** An id has one feed; who is moved to another while they are listed is told of both, under two names. */
    @Override
    public boolean distinct() {
        return true;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        Position at = token.map(Position::of)
                .orElseGet(() -> new Position(0, deliveries.orElseGet(this::mode), Optional.empty()));
        if (at.feed() >= feeds.size()) {
            return new Listing.Page(List.of(), Optional.empty());
        }
        Slice<List<@Nullable String>> rows = tables.subscribers(feeds.get(at.feed()), at.after(), PAGE_ROWS);
        SubscriberItems made = new SubscriberItems(at.feed(), at.mode().equals(COUNTS));
        List<Item> items = new ArrayList<>(rows.items().size());
        for (List<@Nullable String> row : rows.items()) {
            items.add(made.item(String.valueOf(row.getFirst()), String.valueOf(row.getLast())));
        }
        Position next = rows.next().isPresent()
                ? new Position(at.feed(), at.mode(), rows.next())
                : new Position(at.feed() + 1, at.mode(), Optional.empty());
        return new Listing.Page(items, next.feed() < feeds.size() ? Optional.of(next.token()) : Optional.empty());
    }

    /** Decided once, at the first page, and then carried by the token. */
    private String mode() {
        long known = 0;
        for (String feed : feeds) {
            known += tables.countSubscribers(feed, ROWS_MAX + 1 - known);
            if (known > ROWS_MAX) {
                return COUNTS;
            }
        }
        return "rows";
    }
}
