package dev.trawl.core.port;

import dev.trawl.core.RunId;
import java.time.Instant;
import java.util.List;

/**
 * Asks for open items of a run.
 *
 * @param until waiting items due by then are handed out first
 * @param after items listed with this number or a later one, in order
 * @param items at most so many, 1 or more
 * @param bytes at most so many of payload, but for the first item
 * @param recalled numbers of waiting items that are wanted now, due or not, before all but suspects; those that do
 *     not wait are passed over
 */
public record DueQuery(RunId run, Instant until, long after, int items, long bytes, List<Long> recalled) {
    public DueQuery {
        recalled = List.copyOf(recalled);
    }

    /** Without any that are called back. */
    public DueQuery(RunId run, Instant until, long after, int items, long bytes) {
        this(run, until, after, items, bytes, List.of());
    }
}
