package dev.trawl.core.port;

import dev.trawl.core.RunId;
import java.time.Duration;
import java.time.Instant;

/**
 * How an item ended in an attempt.
 *
 * @param epoch of the run under which the attempt was begun
 * @param item its number in the run
 * @param version of the handing out that is settled
 * @param attempts used up by now, this one with them where it counts
 * @param took how long the attempt lasted; nothing where there was none
 * @param ended when it did
 * @param storing how long its rows then took to be durable in another database
 */
public record Settlement(
        RunId run,
        int epoch,
        long item,
        long version,
        Verdict verdict,
        int attempts,
        Duration took,
        Instant ended,
        Duration storing,
        Effects effects) {}
