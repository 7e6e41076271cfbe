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
 * A source that offers each of so many addresses {@value #TIMES} times, all mixed: what comes for the first time and
 * what was there before stand side by side, as the links of a site do.
 *
 * @param addresses how many different ones
 * @param step from one offer's place among all to the next one's
 */
record Offers(long addresses, long step) implements Source {
    static final int TIMES = 10;

    /** The golden ratio: its multiples lie evenly, and neighbours far apart. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    Offers(long addresses) {
        this(addresses, step(addresses * TIMES));
    }

    /** Has no divisor in common with the number of offers, so each place is reached once. */
    private static long step(long count) {
        long step = Math.max(1, (long) (count * GOLDEN));
        while (divisor(step, count) > 1) {
            step++;
        }
        return step;
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    /** How many offers there are. */
    long count() {
        return addresses * TIMES;
    }

    /** The address of an offer. */
    String address(long offer) {
        return "https://www.example.com/products/item-" + offer * step % count() / TIMES + "/index.html";
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) {
        long from = token.map(Long::parseLong).orElse(0L);
        long to = Math.min(count(), from + Bench.PER_PAGE);
        List<Item> page = LongStream.range(from, to).mapToObj(this::item).toList();
        return new Listing.Page(page, to < count() ? Optional.of(Long.toString(to)) : Optional.empty());
    }

    private Item item(long offer) {
        String address = address(offer);
        return new Item(address, Json.ofUtf8(('"' + address + '"').getBytes(UTF_8)));
    }
}
