package dev.trawl.systems.feeds;

import dev.trawl.core.ItemContext;
import dev.trawl.core.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook ended, as the table {@code deliveries} has it.
 *
 * @param status of the last answer; empty where there was none
 * @param problem why it was not delivered; empty where it was
 * @param at when it ended
 */
record Delivery(
        SubscriberItem subscriber, String feed, Optional<Integer> status, Optional<String> problem, Instant at) {
    private static final String TABLE = "deliveries";

    /** Writes it down, where deliveries have rows. */
    void write(ItemContext context) {
        if (subscriber.counted()) {
            return;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<String, @Nullable Object>();
        row.put("subscriber", subscriber.id());
        row.put("webhook_id", subscriber.webhook(context.run()));
        row.put("feed", feed);
        row.put("status", status.orElse(null));
        row.put("attempts", context.attempt());
        row.put("problem", problem.orElse(null));
        row.put("delivered", problem.isPresent() ? null : at);
        context.row(new Row(TABLE, row));
    }
}
