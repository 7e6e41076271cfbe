package dev.trawl.local;

import java.time.Duration;
import java.time.Instant;

/** How long a thread sleeps that is woken by what happens. */
final class Sleep {
    /** Nothing is waited for longer than this at once, so that a clock that was set is noticed. */
    private static final Duration MAX = Duration.ofMinutes(1);

    private Sleep() {}

    /** Nanoseconds until an instant; none where it has come. */
    static long until(Instant wake, Instant now) {
        return wake.isAfter(now.plus(MAX))
                ? MAX.toNanos()
                : Math.max(0, Duration.between(now, wake).toNanos());
    }
}
