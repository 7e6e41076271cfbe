package dev.trawl.local;

import java.time.Duration;
import java.time.Instant;

/**
 * When a key may next be asked.
 *
 * @param next when the next slot begins, as slots given so far go
 * @param held nobody asks before
 * @param saved up to when the hold is known to be durable
 * @param spacing between the slot that was taken last and the next
 */
record Pace(Instant next, Instant held, Instant saved, Duration spacing) {
    static final Pace FREE = heldOnly(Instant.MIN);

    /** A key that nobody asks before an instant, which is known to be durable. */
    static Pace heldOnly(Instant until) {
        return new Pace(Instant.MIN, until, until, Duration.ZERO);
    }

    /** When the next slot begins, at a time. */
    Instant slot(Instant now) {
        return later(now, later(next, held));
    }

    /** With the next slot taken. */
    Pace taken(Instant now, Duration spacing) {
        return spacing.isZero() ? this : new Pace(slot(now).plus(spacing), held, saved, spacing);
    }

    Pace heldUntil(Instant until) {
        return new Pace(next, later(held, until), saved, spacing);
    }

    Pace savedUntil(Instant until) {
        return new Pace(next, held, later(saved, until), spacing);
    }

    /** Whether it says no more than a key of which nothing is known. */
    boolean over(Instant now) {
        return !slot(now).isAfter(now);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
