package dev.trawl.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test moves it. Safe for any number of threads. */
public final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** Standing at an instant. */
    public SettableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** Standing at the beginning of 2026. */
    public SettableClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it on, or back by a negative duration. */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /** Sets it. */
    public void set(Instant instant) {
        now.set(instant);
    }
}
