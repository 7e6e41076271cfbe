package dev.trawl.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A time that never goes back: where the clock is set back, it stands on and goes on from there. So a wait that
 * was given does not grow by what the clock lost. A clock that is set forward takes this time with it.
 */
final class SteadyTime {
    private record Reading(Instant clock, Duration behind) {}

    private final InstantSource clock;
    private final AtomicReference<Reading> last;

    SteadyTime(InstantSource clock) {
        this.clock = clock;
        this.last = new AtomicReference<>(new Reading(clock.instant(), Duration.ZERO));
    }

    Instant now() {
        Reading reading = read();
        return reading.clock.plus(reading.behind);
    }

    /** An instant of the clock as one of this time. */
    Instant ofClock(Instant instant) {
        return instant.plus(read().behind);
    }

    /** An instant of this time as one of the clock. */
    Instant toClock(Instant instant) {
        return instant.minus(read().behind);
    }

    private Reading read() {
        return last.updateAndGet(before -> {
            Instant now = clock.instant();
            return new Reading(
                    now,
                    now.isBefore(before.clock)
                            ? before.behind.plus(Duration.between(now, before.clock))
                            : before.behind);
        });
    }
}
