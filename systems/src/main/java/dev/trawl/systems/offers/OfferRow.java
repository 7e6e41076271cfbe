package dev.trawl.systems.offers;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.systems.pages.Lanes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row of a product that has ended. For one thread. */
final class OfferRow {
    private static final String TABLE = "offers_raw";

    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    /** A row of which only the product is known. */
    OfferRow(Product product, ItemContext context, Lanes.Lane lane, Instant now) {
        columns.put("run", context.run().toString());
        columns.put("asin", product.asin());
        columns.put("url", product.url().orElse(null));
        columns.put("lane", lane.toString());
        columns.put("fetched", now);
    }

    /** How long asking took, and how large the answer was. */
    OfferRow took(Duration time, long bytes) {
        columns.put("milliseconds", time.toMillis());
        columns.put("bytes", bytes);
        return this;
    }

    /** What its page says. */
    OfferRow says(Offer offer) {
        columns.put("title", offer.title().orElse(null));
        columns.put("price", amount(offer.price()));
        columns.put("currency", offer.currency().orElse(null));
        columns.put("list_price", amount(offer.listPrice()));
        columns.put("availability", offer.availability().orElse(null));
        return this;
    }

    /** Why there is nothing. */
    OfferRow failed(Failure why) {
        columns.put("problem", why.reason());
        return this;
    }

    /** Gives the row to the outcome. */
    void write(ItemContext context) {
        context.row(TABLE, columns);
    }

    private static @Nullable BigDecimal amount(Optional<BigDecimal> amount) {
        return amount.orElse(null);
    }
}
