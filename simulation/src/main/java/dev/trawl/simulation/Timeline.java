package dev.trawl.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Simulated time: what is to happen when. Things of one instant happen in an order that is drawn. */
final class Timeline implements InstantSource {
    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000_000;

    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    /** When a world begins, as the wall clock shows it. */
    static final long BEGIN_MICROS = BEGIN.toEpochMilli() * MILLISECOND;

    private final Dice ties;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;

    /** How far the wall clock is from simulated time, in microseconds. */
    private long set;

    Timeline(Dice ties) {
        this.ties = ties;
    }

    private record Event(long at, long tie, long order, Runnable happening) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            int byTie = byTime != 0 ? byTime : Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(order, other.order);
        }
    }

    /** Something happens after so many microseconds. */
    void after(long micros, Runnable happening) {
        events.add(new Event(now + Math.max(0, micros), ties.below(1 << 20), order++, happening));
    }

    /** The next thing happens; false where nothing is left. */
    boolean step() {
        @Nullable Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        next.happening.run();
        return true;
    }

    /** Microseconds since the world began. */
    long now() {
        return now;
    }

    /** What the wall clock shows, in microseconds. */
    long wall() {
        return now + set;
    }

    /** The wall clock, as far as anybody knows. */
    @Override
    public Instant instant() {
        return BEGIN.plusNanos((now + set) * 1_000);
    }

    /** Microseconds until the wall clock shows an instant; 0 where it has. */
    long until(Instant wall) {
        if (!wall.isAfter(instant())) {
            return 0;
        }
        if (wall.isAfter(instant().plusSeconds(100L * 365 * 24 * 3600))) {
            return Long.MAX_VALUE;
        }
        long nanos = Duration.between(instant(), wall).toNanos();
        return (nanos + 999) / 1_000;
    }

    /** Sets the wall clock. */
    void set(long micros) {
        set += micros;
    }
}
