package dev.trawl.systems.offers;

import dev.trawl.core.Item;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A product of the catalogue as an item.
 *
 * @param asin its key in the catalogue
 * @param url where its page is, as the catalogue has it; empty where it has none
 */
record Product(String asin, Optional<String> url) {
    static Product of(Item item) {
        JsonNode row = item.value().tree();
        return new Product(
                row.path("asin").asString(item.key()),
                Optional.ofNullable(row.path("url").asString(null)));
    }
}
