package dev.trawl.core.port;

import dev.trawl.core.OpenItem;
import java.time.Instant;
import java.util.List;

/**
 * Open items handed out.
 *
 * @param epoch of the run when they were handed out; one of an earlier epoch is void. Where it was asked for with another
 *     epoch there are no items, and may be more
 * @param items suspects first, then those whose wait is over, then those not tried yet
 * @param after where to go on for those not tried yet
 * @param more whether there were more
 * @param nextDue when the next waiting item is due; {@link Instant#MAX} where none waits
 */
public record Due(int epoch, List<OpenItem> items, long after, boolean more, Instant nextDue) {
    public Due {
        items = List.copyOf(items);
    }
}
