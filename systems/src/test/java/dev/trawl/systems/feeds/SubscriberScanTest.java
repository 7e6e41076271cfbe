package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Listing;
import dev.trawl.core.Row;
import dev.trawl.testkit.FakeAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told of new articles, page by page, whoever comes and goes meanwhile. */
final class SubscriberScanTest {
    private static final int PAGE = 10_000;

    private final RowsInMemory rows = new RowsInMemory();

    private void subscribe(String id, String feed, String url, String state) {
        rows.write(new Row("subscribers", Map.of("id", id, "feed", feed, "url", url, "state", state)));
    }

    private SubscriberScan scan(Optional<String> deliveries, String... feeds) {
        return new SubscriberScan(new FeedTables(rows), List.of(feeds), deliveries);
    }

    private static Listing.Page page(SubscriberScan scan, Optional<String> token) {
        return (Listing.Page) scan.page(token, FakeAttempt.first(1));
    }

    /** All that is listed, with something done behind the first page. */
    private static List<Item> all(SubscriberScan scan, Runnable meanwhile) {
        Listing.Page page = page(scan, Optional.empty());
        List<Item> items = new ArrayList<>(page.items());
        meanwhile.run();
        while (page.next().isPresent()) {
            page = page(scan, page.next());
            items.addAll(page.items());
        }
        return items;
    }

    @Test
    void active_subscribers_are_listed_feed_by_feed_in_the_order_of_their_ids() {
        subscribe("b", "f", "http://b.test/x", "active");
        subscribe("a", "f", "http://a.test/x", "active");
        subscribe("c", "f", "http://c.test/x", "disabled");
        subscribe("d", "g", "http://d.test/x", "active");
        subscribe("e", "other", "http://e.test/x", "active");
        List<Item> items = all(scan(Optional.empty(), "g", "f"), () -> {});
        assertThat(items).extracting(Item::key).containsExactly("d", "a", "b");
        assertThat(items).extracting(item -> SubscriberItem.of(item).feed()).containsExactly(0, 1, 1);
        assertThat(items)
                .extracting(item -> SubscriberItem.of(item).at().host().orElseThrow())
                .containsExactly("d.test", "a.test", "b.test");
    }

    @Test
    void whoever_is_there_throughout_is_listed_once_while_others_come_and_go() {
        IntStream.range(0, PAGE + 5).forEach(n -> subscribe("s%05d".formatted(n), "f", "http://a.test/" + n, "active"));
        List<Item> items = all(scan(Optional.of("counts"), "f"), () -> {
            subscribe("s00003", "f", "http://a.test/3", "disabled");
            subscribe("a-late", "f", "http://a.test/late", "active");
            subscribe("t-later", "f", "http://a.test/later", "active");
        });
        assertThat(items).extracting(Item::key).doesNotHaveDuplicates().hasSize(PAGE + 6);
        assertThat(items).extracting(Item::key).contains("t-later").doesNotContain("a-late");
        assertThat(items).allMatch(item -> SubscriberItem.of(item).counted());
    }

    @Test
    void what_is_no_address_and_what_is_no_key_are_items_too() {
        subscribe("odd", "f", "nonsense", "active");
        String longId = "x".repeat(Item.KEY_BYTES_MAX + 1);
        subscribe(longId, "f", "http://A.test:8080?x", "active");
        List<Item> items = all(scan(Optional.of("rows"), "f"), () -> {});
        assertThat(items).hasSize(2);
        assertThat(SubscriberItem.of(items.getFirst()).at().host()).isEmpty();
        assertThat(SubscriberItem.of(items.getLast()).id()).isEqualTo(longId);
        assertThat(SubscriberItem.of(items.getLast()).at().host()).contains("a.test");
    }

    @Test
    void a_feed_without_subscribers_lists_nothing() {
        assertThat(all(scan(Optional.empty(), "f", "g"), () -> {})).isEmpty();
        assertThat(page(scan(Optional.empty()), Optional.empty()).next()).isEmpty();
    }
}
