package dev.trawl.core.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices that a window is crowded by keys that cannot be asked, while places are free and more waits outside: once a
 * second, and each time that this goes on keys may keep less.
 */
final class Crowd {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HORIZON_MAX = Duration.ofSeconds(8);
    private static final Duration HORIZON_MIN = Duration.ofSeconds(1);

    private Instant lookAt = Instant.MAX;
    private Duration horizon = HORIZON_MAX;

    /** Whether room is to be made now. */
    boolean blocks(boolean crowded, Instant now) {
        if (!crowded) {
            lookAt = Instant.MAX;
            horizon = HORIZON_MAX;
            return false;
        }
        if (lookAt.equals(Instant.MAX)) {
            lookAt = now.plus(LOOK_EVERY);
        }
        if (lookAt.isAfter(now)) {
            return false;
        }
        lookAt = now.plus(LOOK_EVERY);
        horizon = horizon.compareTo(HORIZON_MIN) > 0 ? horizon.dividedBy(2) : HORIZON_MIN;
        return true;
    }

    /** Keys may keep what they do in this time. */
    Duration horizon() {
        return horizon;
    }

    /** What every key keeps, so that its places are never empty while more is called back. */
    int least(int perKey) {
        return Math.min(Integer.MAX_VALUE / 2, perKey) * 2;
    }

    /** When to look again; {@link Instant#MAX} where nothing is crowded. */
    Instant lookAt() {
        return lookAt;
    }
}
