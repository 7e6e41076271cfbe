package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.SettableClock;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.web.Allowance;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.HttpFetcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a feed and its articles at each poll. */
@Timeout(60)
final class PollTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String RSS = "Content-Type: application/rss+xml\r\n";

    private final SettableClock clock = new SettableClock(NOW);
    private final RowsInMemory tables = new RowsInMemory();
    private HostileServer server;
    private HttpFetcher fetcher;
    private FeedWorker worker;
    private String url;

    @BeforeEach
    void open() throws IOException {
        server = HostileServer.start();
        EgressOptions options = EgressOptions.DEFAULT.allowing("127.0.0.0/8");
        fetcher = new HttpFetcher(new EgressDoor(options), new MemoryBudgets(clock), clock, clock::move, "Trawl/test");
        worker = worker(false);
        url = server.url("/feed");
        add(url);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        fetcher.close();
    }

    private FeedWorker worker(boolean backlog) {
        FeedTools tools = new FeedTools(
                fetcher,
                new FeedTables(tables),
                new Pace(new Random(7)),
                new Allowance(1 << 20),
                clock,
                new Hubs(new FeedTables(tables), false, new Random(7)));
        return new FeedWorker(tools, backlog, Round.NONE);
    }

    private void add(String feed) {
        tables.write(new Row("feeds", Map.of("url", feed)));
    }

    private Item item(String feed) {
        return new FeedItem(feed, feed, clock.instant()).item();
    }

    /** One poll, whose rows are written. */
    private List<Row> poll(String feed) throws IOException, InterruptedException {
        Item listed = item(feed);
        clock.move(Duration.ofMinutes(1));
        FakeAttempt attempt = FakeAttempt.first(1);
        worker.work(listed, attempt);
        attempt.written().forEach(tables::write);
        return attempt.written();
    }

    private Map<String, @Nullable Object> polled() throws IOException, InterruptedException {
        poll(url);
        return feed();
    }

    private Map<String, @Nullable Object> feed() {
        return tables.columns("feeds", url);
    }

    private Map<String, @Nullable Object> article(String id) {
        return tables.columns("articles", url, id);
    }

    private static Duration wait(Map<String, @Nullable Object> feed) {
        return Duration.between(
                Instant.parse(String.valueOf(feed.get("last_polled"))),
                Instant.parse(String.valueOf(feed.get("next_poll"))));
    }

    private void serve(String headers, String... items) {
        server.on("/feed", line -> line.answer(200, RSS + headers, rss(items)));
    }

    private void answer(int status, String headers) {
        server.on("/feed", line -> line.answer(status, headers, ""));
    }

    private static String rss(String... items) {
        return "<rss version='2.0'><channel><title>T</title>" + String.join("", items) + "</channel></rss>";
    }

    private static String item(String guid, String title) {
        return "<item><guid isPermaLink='false'>" + guid + "</guid><title>" + title + "</title></item>";
    }

    @Test
    void a_poll_writes_the_feed_and_its_articles() throws Exception {
        serve("ETag: \"1\"\r\n", item("a", "A"), item("b", "B"), item("a", "again"));
        Map<String, @Nullable Object> feed = polled();
        assertThat(feed)
                .containsEntry("title", "T")
                .containsEntry("state", "active")
                .containsEntry("problem", null)
                .containsEntry("failures", 0L)
                .containsEntry("etag", "\"1\"")
                .containsEntry("last_polled", "2026-11-21T12:01:00Z");
        assertThat(wait(feed)).isBetween(Pace.WAIT_STANDARD, Duration.ofMinutes(66));
        assertThat(tables.count("articles")).isEqualTo(2);
        assertThat(article("a"))
                .containsEntry("title", "A")
                .containsEntry("first_seen", "2026-11-21T12:01:00Z")
                .containsEntry("changed_at", null)
                .containsEntry("categories", "[]");
    }

    @Test
    void what_is_known_goes_back_and_a_feed_that_has_not_changed_is_a_success() throws Exception {
        serve("ETag: W/\"1\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n", item("a", "A"));
        poll(url);
        answer(304, "");
        List<Row> written = poll(url);
        assertThat(written).extracting(Row::table).containsExactly("feeds");
        assertThat(server.asked().getLast().header("if-none-match")).isEqualTo("W/\"1\"");
        assertThat(server.asked().getLast().header("if-modified-since")).isEqualTo("Mon, 01 Jan 2024 00:00:00 GMT");
        assertThat(feed())
                .containsEntry("etag", "W/\"1\"")
                .containsEntry("title", "T")
                .containsEntry("problem", null)
                .containsEntry("last_polled", "2026-11-21T12:02:00Z");
        assertThat(wait(feed())).isBetween(Duration.ofMinutes(90), Duration.ofMinutes(99));
    }

    @Test
    void a_validator_that_no_server_sent_is_not_sent() throws Exception {
        tables.write(new Row("feeds", Map.of("url", url, "etag", "\"1\"\r\nX-Other: 1")));
        serve("", item("a", "A"));
        poll(url);
        assertThat(server.asked().getLast().headers()).doesNotContainKeys("if-none-match", "x-other");
    }

    @Test
    void an_article_that_changes_is_changed_and_the_others_stay() throws Exception {
        serve("", item("a", "A"), item("b", "B"));
        poll(url);
        serve("", item("new", "N"), item("a", "Better"), item("b", "B"));
        List<Row> written = poll(url);
        assertThat(written).hasSize(3);
        assertThat(article("a"))
                .containsEntry("title", "Better")
                .containsEntry("first_seen", "2026-11-21T12:01:00Z")
                .containsEntry("changed_at", "2026-11-21T12:02:00Z");
        assertThat(article("b")).containsEntry("changed_at", null);
        assertThat(article("new")).containsEntry("first_seen", "2026-11-21T12:02:00Z");
    }

    @Test
    void what_a_feed_is_first_read_with_is_announced_only_where_that_is_wanted() throws Exception {
        answer(500, "");
        poll(url);
        serve("", item("a", "A"));
        assertThat(poll(url)).filteredOn(row -> row.table().equals("articles")).allMatch(Row::quiet);
        serve("", item("a", "A"), item("b", "B"));
        assertThat(poll(url)).filteredOn(row -> row.table().equals("articles")).noneMatch(Row::quiet);
        String other = server.url("/feed?other");
        add(other);
        worker = worker(true);
        assertThat(poll(other))
                .filteredOn(row -> row.table().equals("articles"))
                .noneMatch(Row::quiet);
    }

    @Test
    void a_feed_moves_at_the_third_poll_in_a_row_that_is_sent_away_for_good() throws Exception {
        answer(301, "Location: /new\r\n");
        server.on("/new", line -> line.answer(308, "Location: /newest\r\n", ""));
        server.on("/newest", line -> line.answer(200, RSS, rss(item("a", "A"))));
        assertThat(polled()).doesNotContainKey("moved_to");
        answer(302, "Location: /new\r\n");
        assertThat(polled()).doesNotContainKey("moved_to");
        answer(301, "Location: /new\r\n");
        polled();
        assertThat(polled()).doesNotContainKey("moved_to");
        assertThat(polled()).containsEntry("moved_to", server.url("/newest"));
        long asked = server.asked("/feed");
        assertThat(polled()).containsEntry("moved_to", server.url("/newest")).containsEntry("url", url);
        assertThat(server.asked("/feed")).isEqualTo(asked);
        assertThat(tables.count("articles")).isEqualTo(1);
    }

    @Test
    void a_feed_does_not_move_to_where_it_cannot_be_read() throws Exception {
        answer(301, "Location: /new\r\n");
        server.on("/new", line -> line.answer(500, "", ""));
        for (int n = 0; n < 4; n++) {
            assertThat(polled()).containsEntry("problem", "http-500").doesNotContainKey("moved_to");
        }
    }

    @Test
    void failures_are_counted_and_their_waits_double_until_a_success() throws Exception {
        answer(404, "");
        Map<String, @Nullable Object> first = polled();
        assertThat(first).containsEntry("problem", "http-404").containsEntry("failures", 1L);
        assertThat(wait(first)).isBetween(Pace.WAIT_MIN, Duration.ofSeconds(990));
        Map<String, @Nullable Object> second = polled();
        assertThat(second).containsEntry("failures", 2L).containsEntry("state", "active");
        assertThat(wait(second)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(33));
        serve("", item("a", "A"));
        assertThat(polled()).containsEntry("failures", 0L).containsEntry("problem", null);
    }

    @Test
    void a_feed_that_is_gone_is_disabled_and_not_asked_again() throws Exception {
        answer(410, "");
        assertThat(polled())
                .containsEntry("state", "disabled")
                .containsEntry("problem", "http-410")
                .containsEntry("next_poll", null);
        assertThat(poll(url)).isEmpty();
        assertThat(server.asked("/feed")).isEqualTo(1);
    }

    @Test
    void a_host_that_wants_to_be_left_alone_is_and_its_other_feeds_come_back_one_by_one() throws Exception {
        answer(429, "Retry-After: 7200\r\n");
        assertThat(wait(polled())).isBetween(Duration.ofHours(2), Duration.ofMinutes(132));
        Instant free = clock.instant().plus(Duration.ofHours(2));
        for (int n = 1; n <= 3; n++) {
            String other = server.url("/feed?" + n);
            add(other);
            poll(other);
            assertThat(tables.columns("feeds", other))
                    .containsEntry(
                            "next_poll", free.plus(Duration.ofMinutes(n - 1)).toString())
                    .doesNotContainKeys("problem", "last_polled");
        }
        assertThat(server.asked("/feed")).isEqualTo(1);
    }

    @Test
    void a_connection_that_ends_early_gives_the_articles_before_the_cut() throws Exception {
        server.on("/feed", line -> {
            line.head(200, RSS + "Content-Length: 5000\r\n");
            line.send("<rss><channel>" + item("a", "A") + item("b", "B") + "<item><guid>http://x.test/cu");
            line.end();
        });
        assertThat(polled()).containsEntry("problem", "truncated").containsEntry("failures", 1L);
        assertThat(tables.count("articles")).isEqualTo(2);
    }

    @Test
    void what_is_no_feed_is_a_bad_body() throws Exception {
        server.on("/feed", line -> line.answer(200, "", "<!doctype html><title>Hi</title>"));
        assertThat(polled()).containsEntry("problem", "bad-body");
        server.on("/feed", line -> line.answer(200, "", ""));
        assertThat(polled()).containsEntry("problem", "bad-body").containsEntry("failures", 2L);
    }

    @Test
    void a_body_that_is_too_big_is_left() throws Exception {
        server.on("/feed", line -> line.head(200, RSS + "Content-Length: 40000000\r\n"));
        assertThat(polled()).containsEntry("problem", "too-big");
    }

    @Test
    void an_address_that_is_none_is_a_bad_url() throws Exception {
        add("file:///etc/passwd");
        FakeAttempt attempt = FakeAttempt.first(1);
        assertThat(worker.work(item("file:///etc/passwd"), attempt))
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("bad-url"));
        assertThat(attempt.written())
                .singleElement()
                .matches(row -> "bad-url".equals(row.columns().get("problem")));
    }

    @Test
    void a_feed_that_another_run_has_read_or_somebody_deleted_is_not_polled() throws Exception {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("url", url);
        columns.put("last_polled", NOW.plusSeconds(1));
        tables.write(new Row("feeds", columns));
        assertThat(poll(url)).isEmpty();
        assertThat(poll(server.url("/unknown"))).isEmpty();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_feed_that_breaks_its_worker_waits_as_one_that_failed() {
        FakeAttempt attempt = FakeAttempt.first(1);
        worker.buried(item(url), new Failure("worker-crash", "It broke"), attempt);
        assertThat(attempt.written())
                .singleElement()
                .satisfies(row -> assertThat(row.columns())
                        .containsEntry("problem", "worker-crash")
                        .containsEntry("failures", 1L));
    }
}
