package dev.trawl.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a failed item is tried again.
 *
 * @param waits between the attempts; one attempt more than there are waits
 * @param patience a wait asked for that is longer than this is not waited for
 */
public record Retry(List<Duration> waits, Duration patience) {
    /** The most attempts at one item. */
    public static final int ATTEMPTS_MAX = 60;

    /** The longest wait asked for that is waited for, where nothing is said. */
    public static final Duration WAIT_MAX = Duration.ofHours(1);

    /** Waits grow by this factor from the first to the longest. */
    private static final int GROWTH = 4;

    /** A wait is made longer by up to this share, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    /** Four attempts: after 1 s, 4 s and 16 s. */
    public static final Retry DEFAULT = backoff(4, Duration.ofSeconds(1), Duration.ofSeconds(16));

    /** With the patience of {@link #WAIT_MAX}. */
    public Retry(List<Duration> waits) {
        this(waits, WAIT_MAX);
    }

    public Retry {
        waits = List.copyOf(waits);
        if (waits.size() >= ATTEMPTS_MAX) {
            throw new IllegalArgumentException("attempts are 1 to " + ATTEMPTS_MAX + ", got: " + (waits.size() + 1));
        }
        if (waits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a wait is not negative, got: " + waits);
        }
    }

    /** Waits that start at the first and grow fourfold up to the longest. */
    public static Retry backoff(int attempts, Duration first, Duration longest) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts are 1 to " + ATTEMPTS_MAX + ", got: " + attempts);
        }
        List<Duration> waits = new ArrayList<>();
        Duration wait = first;
        for (int n = 1; n < attempts && n < ATTEMPTS_MAX + 1; n++) {
            waits.add(wait);
            wait = min(wait.multipliedBy(GROWTH), longest);
        }
        return new Retry(waits);
    }

    /** How often an item is tried, with the first time. */
    public int attempts() {
        return waits.size() + 1;
    }

    /** The same waits for another number of attempts; the last wait is repeated where they do not reach. */
    public Retry withAttempts(int attempts) {
        List<Duration> more = new ArrayList<>();
        for (int n = 0; n < attempts - 1; n++) {
            more.add(n < waits.size() ? waits.get(n) : waits.isEmpty() ? Duration.ofSeconds(1) : waits.getLast());
        }
        return new Retry(more, patience);
    }

    /** The same, and waits asked for are waited for when they are no longer than this. */
    public Retry withPatience(Duration longest) {
        return new Retry(waits, longest);
    }

    /**
     * How long to wait after an attempt failed.
     *
     * @param attempt that failed, from 1 to {@link #attempts()} - 1
     * @param least what the other side asked for; kept without jitter where it is longer
     */
    public Duration wait(int attempt, Duration least, RandomGenerator random) {
        Duration own = waits.get(attempt - 1);
        Duration jittered = own.plusNanos((long) (own.toNanos() * JITTER * random.nextDouble()));
        return jittered.compareTo(least) >= 0 ? jittered : least;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
