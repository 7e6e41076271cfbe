package dev.trawl.systems.feeds;

import dev.trawl.core.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the table knows of a feed before a poll.
 *
 * @param columns of its row, as they are stored
 */
record FeedState(Map<String, @Nullable Object> columns) {
    static final String URL = "url";
    static final String TITLE = "title";
    static final String STATE = "state";
    static final String PROBLEM = "problem";
    static final String ETAG = "etag";
    static final String LAST_MODIFIED = "last_modified";
    static final String LAST_POLLED = "last_polled";
    static final String NEXT_POLL = "next_poll";
    static final String MOVED_TO = "moved_to";
    static final String FAILURES = "failures";

    /** When it was read last: a success, in the table beside what others rely on. */
    static final String LAST_READ = "last_read";

    /** Where answers said that it has moved to, so many polls in a row. */
    static final String SENT_TO = "sent_to";

    static final String SENT = "sent";

    /** Seconds that it is left alone for by its own rhythm, without chance. */
    static final String PACE = "pace";

    private static final String INTERVAL = "interval";

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    /** A set interval that is longer would only overflow. */
    private static final long INTERVAL_SECONDS_MAX = Duration.ofDays(1_000).toSeconds();

    static FeedState of(Row row) {
        return new FeedState(row.columns());
    }

    String url() {
        return text(URL).orElse("");
    }

    /** Where it is asked for. */
    String address() {
        return text(MOVED_TO).orElseGet(this::url);
    }

    boolean active() {
        return !text(STATE).orElse(ACTIVE).equals(DISABLED);
    }

    /** The interval that somebody set. */
    Optional<Duration> interval() {
        return whole(INTERVAL)
                .filter(seconds -> seconds > 0)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, INTERVAL_SECONDS_MAX)));
    }

    Optional<Duration> pace() {
        return whole(PACE).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
    }

    /** Failed polls in a row. */
    int failures() {
        return whole(FAILURES)
                .filter(count -> count > 0)
                .map(count -> Math.clamp(count, 0, Integer.MAX_VALUE - 1))
                .orElse(0);
    }

    /** Whether a poll of it was ever a success. */
    boolean read() {
        return text(LAST_READ).isPresent();
    }

    /** Whether it was read by another run after an instant. */
    boolean readAfter(Instant instant) {
        return text(PROBLEM).isEmpty() && after(LAST_POLLED, instant);
    }

    /** Whether a column has an instant, and that comes after another. */
    boolean after(String column, Instant instant) {
        return text(column)
                .flatMap(FeedState::instant)
                .filter(at -> at.isAfter(instant))
                .isPresent();
    }

    Optional<String> text(String column) {
        Object value = columns.get(column);
        return value == null ? Optional.empty() : Optional.of(value.toString()).filter(text -> !text.isEmpty());
    }

    Optional<Long> whole(String column) {
        return columns.get(column) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
