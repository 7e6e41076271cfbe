package dev.trawl.systems.feeds;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a poll of a feed came to, in the feed's row; columns that a poll has no say in stay as they are. For one thread,
 * once.
 */
final class FeedRecord {
    /** As many polls in a row that are sent to one address for good move the feed there. */
    static final int POLLS_TO_MOVE = 3;

    /** Nothing is asked of a feed that is gone. */
    private static final String GONE = "http-410";

    private final FeedTools tools;
    private final FeedState before;
    private final ItemContext context;
    private final Instant now;
    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    FeedRecord(FeedTools tools, FeedState before, ItemContext context) {
        this.tools = tools;
        this.before = before;
        this.context = context;
        this.now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        columns.put(FeedState.URL, before.url());
    }

    /** What was known before. */
    FeedState before() {
        return before;
    }

    /** The instant that is written down. */
    Instant now() {
        return now;
    }

    /**
     * It was read.
     *
     * @param headers of the answer
     * @param rhythm how long it asks to be left alone
     */
    void read(Feed feed, Map<String, String> headers, Optional<Duration> rhythm, Optional<String> movedTo) {
        feed.title().ifPresent(title -> columns.put(FeedState.TITLE, title));
        columns.put(FeedState.ETAG, headers.get("etag"));
        columns.put(FeedState.LAST_MODIFIED, headers.get("last-modified"));
        List<Instant> dates = feed.entries().stream()
                .flatMap(entry -> entry.dates().published().or(entry.dates()::updated).stream())
                .toList();
        succeeded(Pace.own(dates, now), rhythm, movedTo);
    }

    /** It has not changed. */
    void unchanged(Map<String, String> headers, Optional<Duration> rhythm, Optional<String> movedTo) {
        validator(FeedState.ETAG, headers.get("etag"));
        validator(FeedState.LAST_MODIFIED, headers.get("last-modified"));
        succeeded(Pace.silent(before.pace()), rhythm, movedTo);
    }

    private void validator(String column, @Nullable String newer) {
        if (newer != null) {
            columns.put(column, newer);
        }
    }

    private void succeeded(Duration pace, Optional<Duration> rhythm, Optional<String> movedTo) {
        columns.put(FeedState.PROBLEM, null);
        columns.put(FeedState.FAILURES, 0L);
        columns.put(FeedState.LAST_READ, now);
        columns.put(FeedState.PACE, pace.toSeconds());
        moved(movedTo);
        Duration wait = tools.pace().afterSuccess(before.interval(), rhythm, pace);
        boolean pushed = before.interval().isEmpty() && tools.hubs().pushes(before.url(), now);
        polled(Optional.of(pushed ? Pace.pushed(wait) : wait));
        write();
    }

    /**
     * It failed.
     *
     * @param least the wait that the host asks for
     */
    void failed(Failure why, Duration least, Optional<String> movedTo) {
        int failures = before.failures() + 1;
        boolean gone = why.reason().equals(GONE);
        columns.put(FeedState.PROBLEM, why.reason());
        columns.put(FeedState.FAILURES, (long) failures);
        if (!movedTo.equals(before.text(FeedState.SENT_TO))) {
            columns.put(FeedState.SENT_TO, null);
            columns.put(FeedState.SENT, 0L);
        }
        polled(gone ? Optional.empty() : Optional.of(tools.pace().afterFailure(before.interval(), failures, least)));
        if (gone) {
            columns.put(FeedState.STATE, FeedState.DISABLED);
        }
        write();
    }

    /** A hub pushed it. When it is polled next, and from where, stays. */
    void pushed(Feed feed) {
        feed.title().ifPresent(title -> columns.put(FeedState.TITLE, title));
        columns.put(FeedState.LAST_READ, now);
        write();
    }

    /** It was not polled. */
    void postponed(Duration wait) {
        columns.put(FeedState.NEXT_POLL, now.plus(wait));
        write();
    }

    /** Where a feed is not to be found, its way there counts for nothing: a move is three reads on the same way. */
    private void moved(Optional<String> movedTo) {
        boolean again = movedTo.isPresent() && movedTo.equals(before.text(FeedState.SENT_TO));
        long times =
                movedTo.isEmpty() ? 0 : again ? before.whole(FeedState.SENT).orElse(0L) + 1 : 1;
        boolean moves = times >= POLLS_TO_MOVE;
        if (moves) {
            columns.put(FeedState.MOVED_TO, movedTo.get());
        }
        columns.put(FeedState.SENT_TO, moves ? null : movedTo.orElse(null));
        columns.put(FeedState.SENT, moves ? 0L : times);
    }

    private void polled(Optional<Duration> wait) {
        // Somebody may be disabling it just now.
        if (before.text(FeedState.STATE).isEmpty()) {
            columns.put(FeedState.STATE, FeedState.ACTIVE);
        }
        columns.put(FeedState.LAST_POLLED, now);
        columns.put(FeedState.NEXT_POLL, wait.map(now::plus).orElse(null));
    }

    private void write() {
        context.row(new Row(FeedTables.FEEDS, columns).onlyTheseIfThere());
    }
}
