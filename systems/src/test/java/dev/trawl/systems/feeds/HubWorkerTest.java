package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.SettableClock;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.PublicAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How hubs are asked to push feeds. */
@Timeout(60)
final class HubWorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final RowsInMemory tables = new RowsInMemory();
    private HostileServer server;
    private HttpFetcher fetcher;
    private HubWorker worker;

    @BeforeEach
    void open() throws IOException {
        server = HostileServer.start();
        EgressOptions options = EgressOptions.DEFAULT.allowing("127.0.0.0/8");
        fetcher = new HttpFetcher(new EgressDoor(options), new MemoryBudgets(clock), clock, clock::move, "Trawl/test");
        worker = new HubWorker(fetcher, new FeedTables(tables), PublicAddress.parse("https://trawl.example"), clock);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        fetcher.close();
    }

    private void subscribe(String feed, String hub) {
        tables.write(new Row("feeds", Map.of("url", feed, "state", "active")));
        tables.write(new Row(
                "feed_hubs",
                Map.of("feed", feed, "hub", hub, "topic", feed, "callback", "path of " + feed, "secret", "s")));
    }

    private Item item(String feed) {
        return new FeedItem(feed, String.valueOf(row(feed).get("hub")), clock.instant()).item();
    }

    private Outcome ask(String feed) throws InterruptedException {
        FakeAttempt attempt = FakeAttempt.first(1);
        Outcome outcome = worker.work(item(feed), attempt);
        attempt.written().forEach(tables::write);
        return outcome;
    }

    private void redirect(String from, int status, String to) {
        server.on(from, line -> {
            line.body();
            line.answer(status, "Location: " + to + "\r\n", "");
        });
    }

    private Map<String, @Nullable Object> row(String feed) {
        return tables.columns("feed_hubs", feed);
    }

    private boolean due(String feed) {
        return new FeedTables(tables).hub(feed).orElseThrow().due(clock.instant());
    }

    @Test
    void feeds_of_a_hub_that_wants_to_be_left_alone_wait_in_their_rows_and_other_hubs_are_asked() throws Exception {
        server.on("/busy", line -> line.answer(429, "Retry-After: 86400\r\n", ""));
        for (String feed : new String[] {"first", "second", "third"}) {
            subscribe(feed, server.url("/busy"));
        }
        assertThat(ask("first")).isInstanceOf(Outcome.Dead.class);
        assertThat(ask("second")).isInstanceOf(Outcome.Done.class);
        assertThat(ask("third")).isInstanceOf(Outcome.Done.class);
        assertThat(server.asked("/busy")).isEqualTo(1);
        assertThat(row("first")).containsEntry("problem", "http-429").containsEntry("asks", 1L);
        assertThat(row("second")).containsEntry("problem", null).containsEntry("asks", 0L);
        assertThat(row("second")).containsEntry("not_before", "2026-11-23T12:00:00Z");
        assertThat(row("third")).containsEntry("not_before", "2026-11-23T12:01:00Z");
        // What the run knows of the host by its name is no reason to keep an item in it.
        assertThat(worker.budgetKey(item("second")).orElseThrow())
                .isNotEqualTo("127.0.0.1")
                .isEqualTo(worker.budgetKey(item("third")).orElseThrow());

        clock.move(Duration.ofHours(23));
        assertThat(new String[] {"first", "second", "third"}).noneMatch(this::due);
        server.on("/busy", line -> line.answer(202, "", ""));
        clock.move(Duration.ofHours(1));
        assertThat(new String[] {"first", "second"}).allMatch(this::due);
        assertThat(ask("second")).isEqualTo(Outcome.DONE);
        assertThat(row("second"))
                .containsEntry("problem", null)
                .containsEntry("asks", 1L)
                .containsEntry("not_before", null);
    }

    @Test
    void a_hub_that_sends_subscribers_elsewhere_is_asked_there_with_the_same_words() throws Exception {
        List<String> sent = new ArrayList<>();
        redirect("/moved", 308, "/again");
        redirect("/again", 307, "/hub");
        server.on("/hub", line -> {
            assertThat(line.asked().method()).isEqualTo("POST");
            sent.add(new String(line.body(), StandardCharsets.UTF_8));
            line.answer(202, "", "");
        });
        subscribe("feed", server.url("/moved"));
        assertThat(ask("feed")).isEqualTo(Outcome.DONE);
        assertThat(sent).singleElement().asString().contains("hub.mode=subscribe", "hub.secret=s");
        assertThat(row("feed")).containsEntry("problem", null);
    }

    @Test
    void a_hub_that_sends_subscribers_on_and_on_or_to_be_asked_otherwise_has_failed() throws Exception {
        AtomicInteger times = new AtomicInteger();
        server.on("/on", line -> {
            line.body();
            line.answer(307, "Location: /on?" + times.incrementAndGet() + "\r\n", "");
        });
        subscribe("endless", server.url("/on"));
        assertThat(ask("endless")).isInstanceOf(Outcome.Dead.class);
        assertThat(row("endless")).containsEntry("problem", "bad-redirect");
        assertThat(server.asked("/on")).isEqualTo(4);
        redirect("/see", 303, "/other");
        subscribe("see", server.url("/see"));
        assertThat(ask("see")).isInstanceOf(Outcome.Dead.class);
        assertThat(row("see")).containsEntry("problem", "bad-redirect");
        assertThat(server.asked("/other")).isZero();
    }

    @Test
    void what_one_hub_asked_for_says_nothing_of_the_hub_that_takes_its_place() throws Exception {
        server.on("/busy", line -> line.answer(429, "Retry-After: 86400\r\n", ""));
        subscribe("feed", server.url("/busy"));
        ask("feed");
        assertThat(due("feed")).isFalse();
        tables.write(new Row("feed_hubs", Map.of("feed", "feed", "hub", server.url("/other"), "callback", "new"))
                .onlyThese());
        assertThat(due("feed")).isTrue();
    }
}
