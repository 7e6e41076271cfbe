package dev.trawl.core.trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** An endless row of instants at which a job is to run. Instants are whole milliseconds; immutable. */
public sealed interface Schedule permits Every, Cron {
    /** What its text looks like, for messages. */
    String TAKES = "five cron fields such as \"0 */6 * * *\", or \"every 10m\"";

    /**
     * Reads one.
     *
     * @param text five cron fields, or {@code every 10m}
     * @param zone whose clocks the cron fields mean; {@code every} needs none
     * @throws IllegalArgumentException where it is none, with what is wrong
     */
    static Schedule parse(String text, ZoneId zone) {
        return text.startsWith(Every.WORD) ? Every.parse(text) : Cron.parse(text, zone);
    }

    /** The first instant after another. */
    Instant next(Instant after);

    /** The instants after {@code after}, up to {@code until} and with it; empty where there is none. */
    Optional<Span> span(Instant after, Instant until);

    /** The newest instants from {@code from} to {@code to}, both included, newest first; at most so many. */
    List<Instant> newest(Instant from, Instant to, int limit);

    /**
     * Instants of a schedule that follow each other.
     *
     * @param count at least 1
     */
    record Span(Instant first, Instant last, long count) {
        /** With the one that comes next. */
        public Span with(Instant next) {
            return new Span(first, next, count + 1);
        }

        public Span {
            if (count < 1 || first.isAfter(last)) {
                throw new IllegalArgumentException(
                        "A span has one instant at least, got: " + count + " from " + first + " to " + last);
            }
        }
    }
}
