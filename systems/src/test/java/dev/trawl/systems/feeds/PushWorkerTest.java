package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.Allowance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of what a hub pushed. */
@Timeout(60)
final class PushWorkerTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final RowsInMemory tables = new RowsInMemory();
    private final PushWorker worker = new PushWorker(new FeedTools(
            new FeedWeb(clock),
            new FeedTables(tables),
            new Pace(new Random(7)),
            new Allowance(1 << 20),
            clock,
            new Hubs(new FeedTables(tables), true, new Random(7))));

    @Test
    void what_is_pushed_is_an_article() throws Exception {
        tables.write(new Row("feeds", Map.of("url", "http://feed.test/")));
        byte[] body = "<rss><channel><item><guid>1</guid></item></channel></rss>".getBytes(StandardCharsets.UTF_8);
        Json value = Json.of(Json.object()
                .put(PushItem.FEED, "http://feed.test/")
                .put(PushItem.TOPIC, "http://feed.test/")
                .put(PushItem.BODY, Base64.getEncoder().encodeToString(body)));
        FakeAttempt attempt = FakeAttempt.first(1);
        worker.work(new Item("0", value), attempt);
        assertThat(attempt.written())
                .filteredOn(row -> row.table().equals("articles"))
                .singleElement()
                .satisfies(row -> assertThat(row.columns()).containsEntry("id", "1"));
    }

    @Test
    void a_push_is_not_looked_into_before_there_is_room_for_it() {
        // Whoever looks into it finds that it is broken; whoever waits for room is interrupted.
        Item broken = new Item("0", Json.ofUtf8("broken".getBytes(StandardCharsets.UTF_8)));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> worker.work(broken, FakeAttempt.first(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
