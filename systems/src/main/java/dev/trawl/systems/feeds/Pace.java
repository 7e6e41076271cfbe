package dev.trawl.systems.feeds;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a feed is left alone after a poll: by the interval that somebody set, else by its own rhythm; after failures longer
 * and longer. Chance in it keeps feeds that failed together from coming back together. As safe for threads as its chance.
 */
final class Pace {
    /** The least wait that nobody set. */
    static final Duration WAIT_MIN = Duration.ofMinutes(15);

    /** The longest wait after a success that nobody set. */
    static final Duration WAIT_MAX = Duration.ofDays(1);

    /** Where neither the feed nor its entries say anything. */
    static final Duration WAIT_STANDARD = Duration.ofHours(1);

    /** Doubling ends here; an interval that somebody set to more, and what the host asks for, count all the same. */
    static final Duration WAIT_FAILED_MAX = Duration.ofDays(7);

    /** As much of a wait as chance adds at most; takes away or adds half as much where the interval is set. */
    private static final double JITTER = 0.1;

    /** Who has been silent for half as long again when it is asked next is asked after half as long again. */
    private static final double SLOWING = 1.5;

    /** So much longer is the wait of a feed that is pushed. */
    private static final int PUSHED_TIMES = 4;

    /** As many of the newest entries show the rhythm. */
    private static final int DATES_MAX = 10;

    /** More would only overflow. */
    private static final int DOUBLINGS_MAX = 20;

    private final RandomGenerator random;

    Pace(RandomGenerator random) {
        this.random = random;
    }

    /**
     * After a poll that was answered.
     *
     * @param set the interval that somebody set, positive and at most 1,000 days; empty where nobody did
     * @param asked how long the feed or its host asks to be left alone; a day of it counts at most
     * @param pace by {@link #own} or {@link #silent}
     */
    Duration afterSuccess(Optional<Duration> set, Optional<Duration> asked, Duration pace) {
        return set.map(interval -> times(interval, 1 - JITTER / 2))
                .map(this::spread)
                .orElseGet(() -> spread(longer(pace, shorter(asked.orElse(WAIT_MIN), WAIT_MAX))));
    }

    /**
     * The pace of a feed that has not changed: as it is silent it slows down, as a feed does whose entries tell how long it has been
     * silent.
     *
     * @param before its pace so far
     */
    static Duration silent(Optional<Duration> before) {
        return before.map(pace -> shorter(longer(times(pace, SLOWING), WAIT_MIN), WAIT_MAX))
                .orElse(WAIT_STANDARD);
    }

    /** Where a hub pushes what is new, polls only find what it lost. */
    static Duration pushed(Duration wait) {
        return longer(wait, shorter(wait.multipliedBy(PUSHED_TIMES), WAIT_MAX));
    }

    /**
     * After a poll that failed.
     *
     * @param failures in a row, with this one; 1 and more
     * @param least as the host asked for it; zero where it did not
     */
    Duration afterFailure(Optional<Duration> set, int failures, Duration least) {
        Duration first = set.orElse(WAIT_MIN);
        boolean doubles = first.compareTo(WAIT_FAILED_MAX) < 0;
        long times = doubles ? 1L << Math.min(failures - 1, DOUBLINGS_MAX) : 1;
        Duration wait = doubles ? shorter(first.multipliedBy(times), WAIT_FAILED_MAX) : first;
        return spread(longer(wait, least));
    }

    /**
     * The pace of a feed: half the mean time between its newest entries, or half the time that it has been silent, which is
     * longer.
     *
     * @param dates when entries were published, in any order
     */
    static Duration own(List<Instant> dates, Instant now) {
        List<Instant> newest = dates.stream()
                .filter(date -> !date.isAfter(now))
                .sorted(Comparator.reverseOrder())
                .limit(DATES_MAX)
                .toList();
        if (newest.size() < 2) {
            return WAIT_STANDARD;
        }
        Duration mean = Duration.between(newest.getLast(), newest.getFirst()).dividedBy(newest.size() - 1);
        Duration silent = Duration.between(newest.getFirst(), now);
        return shorter(longer(longer(mean, silent).dividedBy(2), WAIT_MIN), WAIT_MAX);
    }

    private Duration spread(Duration wait) {
        return times(wait, 1 + random.nextDouble() * JITTER);
    }

    private static Duration times(Duration wait, double factor) {
        return Duration.ofMillis((long) (wait.toMillis() * factor));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
