package dev.trawl.core.port;

import dev.trawl.core.RunId;
import java.time.Instant;

/**
 * Asks for open items of a run.
 *
 * @param until waiting items due by then are handed out first
 * @param after items listed with this number or a later one, in order
 * @param items at most so many, 1 or more
 * @param bytes at most so many of payload, but for the first item
 */
public record DueQuery(RunId run, Instant until, long after, int items, long bytes) {}
