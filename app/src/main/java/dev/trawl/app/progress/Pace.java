package dev.trawl.app.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast items end, from what was seen lately: an average in which what is {@link #MEMORY} ago weighs a third.
 * For one thread.
 */
final class Pace {
    /** How long a change of pace takes to show. */
    static final Duration MEMORY = Duration.ofSeconds(10);

    private Optional<Instant> last = Optional.empty();
    private long ended;
    private double perSecond;
    private boolean known;

    /** Takes note of how many items have ended. */
    void see(Instant now, long endedNow) {
        double seconds = last.map(before -> Duration.between(before, now).toNanos() / 1e9)
                .orElse(0.0);
        if (seconds > 0) {
            double rate = Math.max(0, endedNow - ended) / seconds;
            double weight = known ? 1 - Math.exp(-seconds / MEMORY.toSeconds()) : 1;
            perSecond += weight * (rate - perSecond);
            known = true;
        }
        last = Optional.of(now);
        ended = endedNow;
    }

    /** Items a second; empty until two instants were seen. */
    Optional<Double> perSecond() {
        return known ? Optional.of(perSecond) : Optional.empty();
    }

    /** How long so many items take at this pace; empty where nobody can tell. */
    Optional<Duration> time(long items) {
        return perSecond().filter(rate -> rate > 0.001).map(rate -> Duration.ofSeconds(Math.round(items / rate)));
    }
}
