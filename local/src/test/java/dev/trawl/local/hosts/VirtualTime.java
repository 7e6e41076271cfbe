package dev.trawl.local.hosts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one event to the next. */
final class VirtualTime implements InstantSource {
    static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    private record Event(Instant at, long number, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private Instant now = BEGIN;
    private long numbers;

    @Override
    public Instant instant() {
        return now;
    }

    void at(Instant when, Runnable what) {
        events.add(new Event(when.isBefore(now) ? now : when, numbers++, what));
    }

    void after(Duration time, Runnable what) {
        at(now.plus(time), what);
    }

    /** Goes on to the next event, or to an instant where none comes before; runs all events of that instant. */
    boolean step(Instant wake) {
        Instant next = events.isEmpty() ? Instant.MAX : events.element().at();
        Instant to = next.isBefore(wake) ? next : wake;
        if (to.equals(Instant.MAX)) {
            return false;
        }
        now = to.isBefore(now) ? now : to;
        while (!events.isEmpty() && !events.element().at().isAfter(now)) {
            events.remove().what().run();
        }
        return true;
    }
}
