package dev.trawl.core.port;

import dev.trawl.core.RunId;
import java.time.Instant;
import java.util.List;

/**
 * Asks for open items of a run.
 *
 * @param epoch of the run as the asker knows it: where it has another by now, nothing is handed out; {@link #ANY} for
 *     whichever it has
 * @param until waiting items due by then are handed out first
 * @param after items listed with this number or a later one, in order
 * @param items at most so many, 1 or more
 * @param bytes at most so many of payload, but for the first item
 * @param recalled numbers of waiting items that are wanted now, due or not, before all but suspects; those that do
 *     not wait are passed over
 * @param anew whether the asker knows of none that it put by: then the surplus waits no longer, and is due like what is due
 */
public record DueQuery(
        RunId run, int epoch, Instant until, long after, int items, long bytes, List<Long> recalled, boolean anew) {
    /** For who takes what is handed out, whatever was asked of the run meanwhile. */
    public static final int ANY = -1;

    public DueQuery {
        recalled = List.copyOf(recalled);
    }

    /** Of any epoch, and without any that are called back. */
    public DueQuery(RunId run, Instant until, long after, int items, long bytes) {
        this(run, ANY, until, after, items, bytes, List.of(), false);
    }
}
