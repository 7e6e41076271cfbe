package dev.trawl.core.port;

import java.time.Duration;
import java.time.Instant;

/**
 * How often and how many at once a key (a host, mostly) may be asked: shared by all runs, and kept over
 * restarts. Safe for any number of threads.
 */
public interface Budgets {
    /**
     * Takes the next slot of a key.
     *
     * @param spacing between this slot and the one after it; zero for none
     * @return when the slot begins; in the past or now where it is free
     */
    Instant reserve(String key, Duration spacing);

    /** Nobody asks the key before an instant. Voids slots that were given before it. Durable on return. */
    void hold(String key, Instant until);

    /** When the key may next be asked; {@link Instant#MIN} where it may be at once. Takes nothing. */
    Instant freeAt(String key);

    /** Waits for one of so many places at the key, in order of arrival. */
    Lease lease(String key, int places) throws InterruptedException;

    /** A place at a key. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
