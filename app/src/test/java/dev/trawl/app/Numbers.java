package dev.trawl.app;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.SourceProvider;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * As many items as its settings say, with their numbers as values. Also under the names that the ready-made jobs use,
 * so that those are jobs in tests too.
 */
public record Numbers(String name) implements SourceProvider {
    @Override
    public Source open(JsonNode settings, Services services) {
        List<Item> items = IntStream.range(0, settings.path("items").asInt(0))
                .mapToObj(n -> new Item("item-" + n, Json.of(Json.tree(n))))
                .toList();
        return (_, _) -> new Listing.Page(items, Optional.empty());
    }
}
