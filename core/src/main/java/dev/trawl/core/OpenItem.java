package dev.trawl.core;

import java.util.Map;

/**
 * An item that has not ended, as the ledger hands it out.
 *
 * @param number its place in the run, from 0
 * @param version of this handing out; a settlement that names another changes nothing
 * @param attempts used up so far
 * @param kept results of steps that must not be repeated, by name
 * @param crashes 0 where it may run beside others; else it was in flight when the process died and runs alone,
 *     and this is 1 more than the crashes at which it was alone in flight
 */
public record OpenItem(long number, long version, Item item, int attempts, Map<String, Json> kept, int crashes) {
    /** Alone in flight at so many crashes in a row, an item is dead. */
    public static final int CRASHES_MAX = 5;

    public OpenItem {
        kept = Map.copyOf(kept);
    }

    /** Whether it must run alone. */
    public boolean suspect() {
        return crashes > 0;
    }
}
