package dev.trawl.core.dispatch;

import java.time.Duration;
import java.time.Instant;

/** How many items of a key end in a second, measured: spacing, holds, limits and slow answers are all in it. */
final class Tempo {
    /** What is longer ago counts half. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final double NANOS_PER_SECOND = 1e9;

    private Instant since = Instant.MAX;
    private double ended;

    /** An item was begun. */
    void begun(Instant now) {
        if (since.equals(Instant.MAX)) {
            since = now;
        }
    }

    /** An item has ended. */
    void ended() {
        ended++;
    }

    /** Items that end in a second; 1 where nothing was begun yet, since nothing is known then. */
    double perSecond(Instant now) {
        if (!since.isBefore(now)) {
            return 1;
        }
        Duration time = Duration.between(since, now);
        if (time.compareTo(MEMORY) > 0) {
            ended *= (double) MEMORY.dividedBy(2).toNanos() / time.toNanos();
            since = now.minus(MEMORY.dividedBy(2));
            time = MEMORY.dividedBy(2);
        }
        // One more than was counted: the item that is under way will end at some time.
        return (ended + 1) * NANOS_PER_SECOND / time.toNanos();
    }
}
