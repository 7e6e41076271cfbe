package dev.trawl.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    /**
     * Takes the next slot of a key where it begins soon enough to be waited for.
     *
     * @param latest when it must have begun
     * @return when it begins; empty where that is later, and nothing is taken then
     */
    default Optional<Instant> reserve(String key, Duration spacing, Instant latest) {
        return freeAt(key).isAfter(latest) ? Optional.empty() : Optional.of(reserve(key, spacing));
    }

    /**
     * How far apart the slots of a key lie, as whoever took the last one said; zero where no slot is pending, as
     * nothing is remembered then.
     */
    default Duration spacing(String key) {
        return Duration.ZERO;
    }

    /** Nobody asks the key before an instant. Voids slots that were given before it. Durable on return. */
    void hold(String key, Instant until);

    /** When the key may next be asked; {@link Instant#MIN} where it may be at once. Takes nothing. */
    Instant freeAt(String key);

    /**
     * Until when a key is held, whatever slots were given; {@link Instant#MIN} where it is not. Who waited for a slot
     * asks it again before using it.
     */
    default Instant heldUntil(String key) {
        return freeAt(key);
    }

    /** Waits for one of so many places at the key, in order of arrival. */
    Lease lease(String key, int places) throws InterruptedException;

    /** A place at a key. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
