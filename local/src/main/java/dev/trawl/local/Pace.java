package dev.trawl.local;

import java.time.Duration;
import java.time.Instant;

/**
 * When a key may next be asked.
 *
 * @param next when the next slot begins, as slots given so far go
 * @param held nobody asks before
 * @param saved up to when the hold is known to be durable
 */
record Pace(Instant next, Instant held, Instant saved) {
    static final Pace FREE = new Pace(Instant.MIN, Instant.MIN, Instant.MIN);

    /** When the next slot begins, at a time. */
    Instant slot(Instant now) {
        return later(now, later(next, held));
    }

    /** With the next slot taken. */
    Pace taken(Instant now, Duration spacing) {
        return spacing.isZero() ? this : new Pace(slot(now).plus(spacing), held, saved);
    }

    Pace heldUntil(Instant until) {
        return new Pace(next, later(held, until), saved);
    }

    Pace savedUntil(Instant until) {
        return new Pace(next, held, later(saved, until));
    }

    /** Whether it says no more than a key of which nothing is known. */
    boolean over(Instant now) {
        return !slot(now).isAfter(now);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
