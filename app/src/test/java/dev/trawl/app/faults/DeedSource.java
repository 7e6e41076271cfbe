package dev.trawl.app.faults;

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

/** Lists deed-0, deed-1 ... in pages of ten. */
public final class DeedSource implements SourceProvider {
    private static final int PER_PAGE = 10;

    @Override
    public String name() {
        return "deeds";
    }

    @Override
    public Source open(JsonNode settings, Services services) {
        int items = settings.get("items").intValue();
        return (token, _) -> page(token.map(Integer::parseInt).orElse(0), items);
    }

    private static Listing page(int from, int items) {
        int to = Math.min(items, from + PER_PAGE);
        List<Item> page =
                IntStream.range(from, to).mapToObj(n -> item("deed-" + n, n)).toList();
        return new Listing.Page(page, to < items ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    static Item item(String key, int number) {
        return new Item(key, Json.of(Json.tree(number)));
    }
}
