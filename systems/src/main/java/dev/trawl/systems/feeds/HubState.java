package dev.trawl.systems.feeds;

import dev.trawl.core.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the table {@code feed_hubs} knows of the subscription of one feed. Polls write who pushes it, those who subscribe when they
 * asked, and the hub's own requests whether it agreed: columns that no two of them have in common, so that none undoes what another
 * wrote in the same moment.
 *
 * @param columns of its row, as they are stored
 */
record HubState(Map<String, @Nullable Object> columns) {
    static final String TABLE = "feed_hubs";

    /** By polls. */
    static final String FEED = "feed";

    static final String HUB = "hub";
    static final String TOPIC = "topic";
    /** The end of the address at which the hub finds us: nobody can guess it. */
    static final String CALLBACK = "callback";

    static final String SECRET = "secret";

    /** By those who subscribe. */
    static final String ASKED = "asked";

    static final String ASKS = "asks";
    /** The callback that these are about: a hub that was replaced meanwhile has another. */
    static final String ASKED_AT = "asked_at";

    static final String PROBLEM = "problem";
    /** Until when the hub wants to be left alone. */
    static final String NOT_BEFORE = "not_before";

    /** By the hub: {@code active} or {@code denied}; null before it said anything. */
    static final String STATE = "state";

    static final String CONFIRMED = "confirmed";
    static final String LEASE_UNTIL = "lease_until";
    /** The callback that these are about: what one hub confirmed or denied says nothing of the next. */
    static final String ANSWERED_AT = "answered_at";

    static final String PUSHED = "pushed";

    static final String ACTIVE = "active";
    static final String DENIED = "denied";

    /** A hub that does not confirm, or cannot be asked, is asked again after this; it doubles. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** The longest time; and when one that denied is asked again. */
    private static final Duration AGAIN_MAX = Duration.ofDays(7);

    private static final int DOUBLINGS_MAX = 8;

    /** As much of a lease is left when it is renewed. */
    private static final int RENEWED_PART = 5;

    static HubState of(Row row) {
        return new HubState(row.columns());
    }

    Optional<String> text(String column) {
        Object value = columns.get(column);
        return value == null ? Optional.empty() : Optional.of(value.toString()).filter(text -> !text.isEmpty());
    }

    String feed() {
        return text(FEED).orElse("");
    }

    /** Whether the hub pushes the feed at an instant. */
    boolean pushes(Instant now) {
        return text(HUB).isPresent()
                && answered(ACTIVE)
                && instant(LEASE_UNTIL).filter(now::isBefore).isPresent();
    }

    /** Whether the hub is to be asked at an instant: for the first time, again, or for a longer lease. */
    boolean due(Instant now) {
        if (text(HUB).isEmpty()
                || notBefore().filter(now::isBefore).isPresent()
                || asked().map(asked -> asked.plus(again()))
                        .filter(now::isBefore)
                        .isPresent()) {
            return false;
        }
        return !pushes(now) || !now.isBefore(renewal());
    }

    private Instant renewal() {
        Instant until = instant(LEASE_UNTIL).orElse(Instant.MIN);
        Duration lease = Duration.between(instant(CONFIRMED).orElse(until), until);
        return until.minus(lease.dividedBy(RENEWED_PART));
    }

    private Duration again() {
        if (answered(DENIED)) {
            return AGAIN_MAX;
        }
        Duration wait = AGAIN.multipliedBy(1L << Math.clamp(asks() - 1, 0, DOUBLINGS_MAX));
        return wait.compareTo(AGAIN_MAX) < 0 ? wait : AGAIN_MAX;
    }

    /** How often the hub was asked since it confirmed last. */
    long asks() {
        boolean confirmed = instant(CONFIRMED)
                .filter(at -> answered(ACTIVE) && !at.isBefore(asked().orElse(Instant.MIN)))
                .isPresent();
        return confirmed || asked().isEmpty() || !(columns.get(ASKS) instanceof Number number) ? 0 : number.longValue();
    }

    /** When the hub that it is now was asked; empty where only one before it was. */
    private Optional<Instant> asked() {
        return current(ASKED_AT) ? instant(ASKED) : Optional.empty();
    }

    private Optional<Instant> notBefore() {
        return current(ASKED_AT) ? instant(NOT_BEFORE) : Optional.empty();
    }

    /** Whether these columns, by those who subscribe, are about the hub that it is now. */
    boolean askedAt() {
        return current(ASKED_AT);
    }

    /** Whether the hub that it is now said so. */
    private boolean answered(String state) {
        return current(ANSWERED_AT) && text(STATE).equals(Optional.of(state));
    }

    private boolean current(String column) {
        return text(CALLBACK).isPresent() && text(column).equals(text(CALLBACK));
    }

    private Optional<Instant> instant(String column) {
        try {
            return text(column).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
