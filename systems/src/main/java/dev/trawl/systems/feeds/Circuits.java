package dev.trawl.systems.feeds;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Hosts that answer nobody. A host that let many webhooks in a row go without any answer is sent one a minute until it answers
 * again; the others fail at once, and take no place for as long as a timeout lasts. Of one run; safe for any number of threads.
 */
final class Circuits {
    /** So many webhooks in a row without an answer. */
    static final int SILENCES_MAX = 100;

    /** How long nobody tries. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** As many hosts are remembered; beyond, all begin anew. */
    private static final int HOSTS_MAX = 100_000;

    private final InstantSource clock;
    private final ConcurrentMap<String, Silence> hosts = new ConcurrentHashMap<>();

    Circuits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Silences of a host in a row.
     *
     * @param reason of the last
     * @param until when nobody tries
     */
    private record Silence(int times, String reason, Instant until) {
        boolean open(Instant now) {
            return times >= SILENCES_MAX && now.isBefore(until);
        }
    }

    /** Why a host is not to be tried now; empty where it is. Who is told to try after a pause is the only one. */
    Optional<String> silent(String host) {
        Instant now = clock.instant();
        Silence known = hosts.get(host);
        if (known == null || known.times() < SILENCES_MAX) {
            return Optional.empty();
        }
        if (known.open(now)
                || !hosts.replace(host, known, new Silence(known.times(), known.reason(), now.plus(PAUSE)))) {
            return Optional.of(known.reason());
        }
        return Optional.empty();
    }

    /** A host answered, whatever it said. */
    void answered(String host) {
        hosts.remove(host);
    }

    /** A webhook had no answer. */
    void silence(String host, String reason) {
        if (hosts.size() >= HOSTS_MAX) {
            hosts.clear();
        }
        Instant until = clock.instant().plus(PAUSE);
        hosts.merge(host, new Silence(1, reason, until), (before, _) -> new Silence(before.times() + 1, reason, until));
    }
}
