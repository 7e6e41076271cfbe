package dev.trawl.systems.feeds;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When feeds whose host is held come back: one after the other, so that a host that answers one request a minute is not asked
 * for all its feeds at once then. Those that waited longest are listed first, and come back first. Of one run; safe for any number of
 * threads.
 */
final class HeldHosts {
    /** The longest time between two of them: a host that wants to be left alone for long may answer many then. */
    private static final Duration GAP_MAX = Duration.ofMinutes(1);

    /** A host that let so many more polls run out of time than it answered is asked no more in the run: they would last for hours. */
    static final int TIMEOUTS_MAX = 100;

    private final Map<String, Long> waiting = new ConcurrentHashMap<>();
    private final Map<String, Integer> timeouts = new ConcurrentHashMap<>();

    /**
     * How long the next feed of a host waits.
     *
     * @param hold how long the host is held from now on
     */
    Duration next(String host, Duration hold) {
        long before = waiting.merge(host, 1L, Long::sum) - 1;
        Duration gap = hold.compareTo(GAP_MAX) < 0 ? hold : GAP_MAX;
        return hold.plus(gap.multipliedBy(before));
    }

    /** Notes how a poll of a host's feed ended. */
    void note(String host, boolean timeout) {
        if (timeout) {
            timeouts.merge(host, 1, Integer::sum);
        } else {
            timeouts.computeIfPresent(host, (_, more) -> more > 1 ? more - 1 : null);
        }
    }

    /** Whether a host answers nobody, or hardly anybody. */
    boolean silent(String host) {
        return timeouts.getOrDefault(host, 0) >= TIMEOUTS_MAX;
    }
}
