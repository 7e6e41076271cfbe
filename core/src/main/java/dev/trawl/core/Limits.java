package dev.trawl.core;

import dev.trawl.core.cost.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a run may use at once.
 *
 * @param concurrency items at once, 1 to {@value #CONCURRENCY_MAX}
 * @param perHost items asking one host at once, 1 to {@value #CONCURRENCY_MAX}
 * @param timeout one item's request with its redirects and body
 * @param deadline how long a delivery may last before what is left goes on in a new one
 * @param budget what the run may cost before it is stopped; empty where it may cost anything
 */
public record Limits(int concurrency, int perHost, Duration timeout, Duration deadline, Optional<Money> budget) {
    /** The most items at once. */
    public static final int CONCURRENCY_MAX = 10_000;

    /** What holds where a job says nothing. */
    public static final Limits DEFAULT = new Limits(200, 8, Duration.ofSeconds(30), Duration.ofHours(1));

    /** Without a budget. */
    public Limits(int concurrency, int perHost, Duration timeout, Duration deadline) {
        this(concurrency, perHost, timeout, deadline, Optional.empty());
    }

    public Limits {
        requirePlaces("concurrency", concurrency);
        requirePlaces("perHost", perHost);
        requirePositive("timeout", timeout);
        requirePositive("deadline", deadline);
    }

    /** The same with another number of items at once. */
    public Limits withConcurrency(int items) {
        return new Limits(items, perHost, timeout, deadline, budget);
    }

    /** Checks a number of places; a wrong one is an IllegalArgumentException. */
    public static void requirePlaces(String name, int value) {
        if (value < 1 || value > CONCURRENCY_MAX) {
            throw new IllegalArgumentException(name + " is 1 to " + CONCURRENCY_MAX + ", got: " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " is longer than nothing, got: " + value);
        }
    }
}
