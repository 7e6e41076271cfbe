package dev.trawl.jdbc;

import java.time.Duration;

/** How long a database is left alone that does not answer: longer each time, up to 5 s. For one thread at a time. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** The wait after one more failure. */
    Duration failed() {
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }

    /** It answered. */
    void answered() {
        next = FIRST;
    }
}
