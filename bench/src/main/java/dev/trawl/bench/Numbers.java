package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A source of the numbers from 0 up.
 *
 * @param items how many
 * @param perPage how many a page holds
 * @param distinct whether it says that none comes twice
 */
record Numbers(long items, int perPage, boolean distinct) implements Source {
    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        long from = token.map(Long::parseLong).orElse(0L);
        long to = Math.min(items, from + perPage);
        List<Item> page = LongStream.range(from, to).mapToObj(Numbers::item).toList();
        return new Listing.Page(page, to < items ? Optional.of(Long.toString(to)) : Optional.empty());
    }

    private static Item item(long number) {
        String text = Long.toString(number);
        return new Item(text, Json.ofUtf8(text.getBytes(UTF_8)));
    }
}
