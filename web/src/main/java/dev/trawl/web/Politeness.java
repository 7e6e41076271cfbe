package dev.trawl.web;

import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Budgets.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Waits for a place at a host, and remembers for everybody what its answers ask for. */
final class Politeness {
    /** A host that is held for longer than this is not waited for: the item rests instead. */
    static final Duration WAIT_MAX = Duration.ofSeconds(2);

    /** The hold where a host answers 429 and does not say for how long. */
    static final Duration HOLD_DEFAULT = Duration.ofSeconds(1);

    /** The longest hold that an answer can cause. */
    static final Duration HOLD_MAX = Duration.ofDays(1);

    /** The longest hold that a rate limit's headers can cause. */
    private static final Duration RATE_LIMIT_MAX = Duration.ofHours(1);

    /** A host that is held again and again while it is waited for is not waited for more often than this. */
    private static final int WAITS_MAX = 10;

    /** How a host says that no requests are left, or fewer than none. */
    private static final Pattern NONE_LEFT = Pattern.compile("-\\d{1,9}(\\.\\d{0,9})?|0{1,9}(\\.\\d{0,9})?");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Budgets budgets;
    private final InstantSource clock;
    private final Pause pause;

    Politeness(Budgets budgets, InstantSource clock, Pause pause) {
        this.budgets = budgets;
        this.clock = clock;
        this.pause = pause;
    }

    /** What came of asking for a place. */
    sealed interface Entry {
        /** A place; to be given back. */
        record Entered(Lease lease) implements Entry {}

        /** The host is held for so long. */
        record Rest(Duration time) implements Entry {}
    }

    /** Waits for a place at a host that is not held. */
    Entry enter(String key, int places) throws InterruptedException {
        for (int waits = 0; ; waits++) {
            Duration held = held(key);
            if (held.compareTo(WAIT_MAX) > 0 || (held.isPositive() && waits >= WAITS_MAX)) {
                return new Entry.Rest(held);
            }
            if (held.isPositive()) {
                pause.rest(held);
            }
            Lease lease = budgets.lease(key, places);
            // Whoever had the place before may have been told to stay away.
            if (!held(key).isPositive()) {
                return new Entry.Entered(lease);
            }
            lease.close();
        }
    }

    /** Holds the host for as long as its answer asks. */
    void heed(String key, int status, Map<String, String> headers) {
        Instant now = clock.instant();
        Optional<Duration> asked = RetryAfter.of(headers, now);
        Duration hold = switch (status) {
            case TOO_MANY_REQUESTS -> asked.orElse(HOLD_DEFAULT);
            case UNAVAILABLE -> asked.orElse(Duration.ZERO);
            default -> Duration.ZERO;
        };
        Duration longest = longer(shorter(hold, HOLD_MAX), shorter(rateLimit(headers), RATE_LIMIT_MAX));
        if (longest.isPositive()) {
            budgets.hold(key, now.plus(longest));
        }
    }

    /** Some hosts say with every answer how many requests are left until when. */
    private static Duration rateLimit(Map<String, String> headers) {
        String left = headers.getOrDefault("x-ratelimit-remaining", "").strip();
        boolean none = NONE_LEFT.matcher(left).matches();
        String reset = none ? headers.getOrDefault("x-ratelimit-reset", "").strip() : "";
        return RetryAfter.seconds(reset).orElse(Duration.ZERO);
    }

    private Duration held(String key) {
        Instant until = budgets.heldUntil(key);
        return Duration.between(clock.instant(), until);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
