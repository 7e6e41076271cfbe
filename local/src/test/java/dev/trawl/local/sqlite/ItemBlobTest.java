package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items of a page as they are kept. */
final class ItemBlobTest {
    private static Json value(String text) {
        return Json.of(Json.tree(text));
    }

    private static List<Item> kept(List<Item> items) {
        return ItemBlob.items(items.size(), ItemBlob.keys(items), ItemBlob.values(items));
    }

    @Test
    void items_come_back_as_they_were() {
        List<Item> items = List.of(
                new Item("a", value("ä€😀")),
                new Item("schlüssel", Json.of(Json.object())),
                new Item("c", Json.of(Json.tree(null))));
        assertThat(kept(items)).isEqualTo(items);
        assertThat(kept(List.of())).isEmpty();
    }

    @Test
    void a_value_that_items_share_is_kept_once_and_shared_again() {
        Json one = value("x".repeat(1_000));
        Json other = value("y".repeat(1_000));
        List<Item> items = IntStream.range(0, 10_000)
                .mapToObj(n -> new Item("k" + n, n % 3 == 0 ? one : other))
                .toList();
        assertThat(ItemBlob.values(items).length).isLessThan(2 * 1_010 + 10_000 * Integer.BYTES);
        List<Item> back = kept(items);
        assertThat(back).isEqualTo(items);
        assertThat(back.get(9_999).value()).isSameAs(back.getFirst().value());
    }

    @Test
    void more_values_than_are_looked_out_for_come_back_all_the_same() {
        List<Json> values =
                IntStream.range(0, 1_500).mapToObj(n -> value("v" + n)).toList();
        List<Item> items = IntStream.range(0, 6_000)
                .mapToObj(n -> new Item("k" + n, values.get(n % values.size())))
                .toList();
        assertThat(kept(items)).isEqualTo(items);
    }

    @Test
    void pages_that_were_written_without_sharing_are_read() {
        byte[] values = {0, 0, 0, 1, '7', 0, 0, 0, 1, '7'};
        byte[] keys = {0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b'};
        assertThat(ItemBlob.items(2, keys, values))
                .containsExactly(
                        new Item("a", Json.ofUtf8("7".getBytes(UTF_8))),
                        new Item("b", Json.ofUtf8("7".getBytes(UTF_8))));
    }
}
