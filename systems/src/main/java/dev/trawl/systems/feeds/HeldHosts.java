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

    private final Map<String, Long> waiting = new ConcurrentHashMap<>();

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
}
