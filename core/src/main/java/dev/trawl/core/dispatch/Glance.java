package dev.trawl.core.dispatch;

import dev.trawl.core.Counts;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run is busy with, for progress.
 *
 * @param listed whether everything is listed, so that the total is known
 * @param inFlight items with their workers
 * @param slowest the budget key with the most items before it
 */
public record Glance(Counts counts, boolean listed, int inFlight, Optional<Key> slowest) {
    /**
     * A budget key, a host mostly.
     *
     * @param items in the window and in flight
     * @param freeAt when it may next be asked
     */
    public record Key(String name, int items, Instant freeAt) {}
}
