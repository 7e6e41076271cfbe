package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table of items that are handed out, held against a map. */
final class HandedOutItemsTest {
    private static final Item ITEM = new Item("key", Json.of(Json.object()));

    private final HandedOutItems table = new HandedOutItems();

    @Test
    void it_holds_what_a_map_would_after_any_puts_and_removals() {
        Map<Long, HandedOut> map = new HashMap<>();
        Random random = new Random(11);
        for (int step = 0; step < 200_000; step++) {
            long number = random.nextLong(1_500) * (random.nextBoolean() ? 1 : 1L << 40);
            if (random.nextInt(5) < 2) {
                map.remove(number);
                table.remove(number);
            } else {
                HandedOut item = handedOut(number, step);
                map.put(number, item);
                table.put(item);
            }
            assertThat(table.get(number)).isSameAs(map.get(number));
        }
        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((number, item) -> assertThat(table.get(number)).isSameAs(item));
        for (long number = 0; number < 1_500; number++) {
            assertThat(table.containsKey(number)).isEqualTo(map.containsKey(number));
        }
    }

    @Test
    void what_was_cleared_is_gone_and_may_come_again() {
        for (int n = 0; n < 1_000; n++) {
            table.put(handedOut(n, 1));
        }
        table.clear();
        assertThat(table.isEmpty()).isTrue();
        assertThat(table.containsKey(7)).isFalse();

        table.put(handedOut(7, 2));
        assertThat(table.containsKey(7)).isTrue();
        assertThat(table.size()).isEqualTo(1);
    }

    private static HandedOut handedOut(long number, long version) {
        OpenItem open = new OpenItem(number, version, ITEM, 0, Map.of(), 0);
        return new HandedOut(open, new PageBook(number, new long[1]), Instant.EPOCH, false);
    }
}
