package dev.trawl.app.process;

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

/** Lists item-0, item-1 ... on one page. On the class path of children only. */
public final class ErrandSource implements SourceProvider {
    @Override
    public String name() {
        return "errands";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        List<Item> items = IntStream.range(0, settings.get("items").intValue())
                .mapToObj(n -> new Item("item-" + n, Json.of(Json.tree(n))))
                .toList();
        return (_, _) -> new Listing.Page(items, Optional.empty());
    }
}
