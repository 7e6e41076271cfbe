package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The table of feeds is polled by a command: what is due, once, and nothing waits for what fails. */
@Timeout(180)
final class FeedsTest {
    private static final String RSS = "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n";

    @TempDir
    private Path root;

    private HostileServer server;
    private TrawlFolder folder;

    @BeforeEach
    void open() throws IOException {
        server = HostileServer.start();
        folder = new TrawlFolder(root, List.of());
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
        server.close();
    }

    private void feeds(String... paths) throws Exception {
        Path file = root.resolve("feeds.csv");
        Files.writeString(file, "url\n" + Arrays.stream(paths).map(server::url).collect(Collectors.joining("\n")));
        folder.good("rows", "import", "feeds", file.toString());
    }

    private static String rss(String... guids) {
        return "<rss version='2.0'><channel><title>T</title>"
                + Arrays.stream(guids)
                        .map(guid -> "<item><guid>" + guid + "</guid><title>On " + guid + "</title></item>")
                        .collect(Collectors.joining())
                + "</channel></rss>";
    }

    private Map<String, JsonNode> rows(String table, String column) throws Exception {
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : folder.good("rows", table, "--format", "jsonl").lines()) {
            rows.put(row.path(column).asString().replace(server.url(""), ""), row);
        }
        return rows;
    }

    private static JsonNode row(Map<String, JsonNode> rows, String key) {
        return Objects.requireNonNull(rows.get(key), key);
    }

    @Test
    void every_feed_that_is_due_is_polled_once_and_has_its_row_whatever_became_of_it() throws Exception {
        server.on("/good", line -> line.answer(200, RSS, rss("a", "b")));
        server.on("/bad", line -> line.answer(500, "", "no"));
        server.on("/gone", line -> line.answer(410, "", "no"));
        feeds("/good", "/bad", "/gone");
        ChildTrawl.Ended ended = folder.trawl("run", "feeds", "--json");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.document().get("items")).hasToString("{\"listed\":3,\"done\":1,\"dead\":2,\"cancelled\":0}");
        assertThat(ended.document().get("rows").path("articles").asInt()).isEqualTo(2);
        Map<String, JsonNode> feeds = rows("feeds", "url");
        assertThat(row(feeds, "/good").path("title").asString()).isEqualTo("T");
        assertThat(row(feeds, "/bad").path("problem").asString()).isEqualTo("http-500");
        assertThat(row(feeds, "/gone").path("state").asString()).isEqualTo("disabled");
        assertThat(rows("articles", "id")).containsOnlyKeys("a", "b");

        assertThat(folder.good("run", "feeds", "--json")
                        .document()
                        .at("/items/listed")
                        .asInt(-1))
                .isZero();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void what_is_forced_is_asked_only_for_what_has_changed_and_keeps_what_was_set_meanwhile() throws Exception {
        server.on("/good", line -> line.answer(200, RSS, rss("a")));
        feeds("/good");
        folder.good("run", "feeds");
        server.on("/good", line -> {
            Files.writeString(root.resolve("set.csv"), "url,interval\n" + server.url("/good") + ",7200\n");
            line.answer(304, "", "");
        });
        folder.good("run", "feeds", "force=true");
        assertThat(server.asked().getLast().header("if-none-match")).isEqualTo("\"1\"");
        folder.good("rows", "import", "feeds", root.resolve("set.csv").toString());
        folder.good("run", "feeds", "force=true");
        JsonNode feed = row(rows("feeds", "url"), "/good");
        assertThat(feed.path("interval").asInt()).isEqualTo(7200);
        assertThat(feed.path("etag").asString()).isEqualTo("\"1\"");
        Duration wait = Duration.between(
                Instant.parse(feed.path("last_polled").asString()),
                Instant.parse(feed.path("next_poll").asString()));
        assertThat(wait).isBetween(Duration.ofMinutes(108), Duration.ofMinutes(132));
        assertThat(row(rows("articles", "id"), "a").path("changed_at").isNull()).isTrue();
    }

    @Test
    void a_killed_run_that_is_resumed_goes_on_with_what_it_had_started() throws Exception {
        server.on("/good", line -> line.answer(200, RSS, rss("old")));
        server.on("/slow", line -> line.answer(200, RSS, rss("old")));
        server.on("/hook", Line::hang);
        feeds("/good", "/slow");
        folder.good("run", "feeds");
        folder.good(
                "rows",
                "add",
                "subscribers",
                "id=1",
                "feed=" + server.url("/good"),
                "url=" + server.url("/hook"),
                "secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        server.on("/good", line -> line.answer(200, RSS, rss("new", "old")));
        server.on("/slow", Line::hang);
        ChildTrawl killed = folder.start("run", "feeds", "force=true", "retries=100ms");
        TrawlFolder.await("The webhook is sent", () -> server.asked("/hook") > 0);
        String run = folder.runs().stream()
                .filter(each -> each.job().equals("feeds") && !each.phase().closed())
                .findFirst()
                .orElseThrow()
                .id()
                .text();
        killed.kill();
        server.on("/slow", line -> line.answer(200, RSS, rss("old")));
        server.on("/hook", line -> line.answer(200, "", ""));
        ChildTrawl.Ended ended = folder.good("run", "--resume", run, "--json");
        assertThat(ended.document().path("run").asString()).isEqualTo(run);
        assertThat(row(rows("deliveries", "subscriber"), "1").path("status").asInt())
                .isEqualTo(200);
    }

    @Test
    void a_host_that_is_held_keeps_no_run_and_its_feeds_come_back_in_turn() throws Exception {
        String[] paths = IntStream.range(0, 30).mapToObj(n -> "/crowd?" + n).toArray(String[]::new);
        server.on("/crowd", line -> line.answer(429, "Retry-After: 600\r\n", ""));
        feeds(paths);
        JsonNode summary = folder.trawl("run", "feeds", "--json").document();
        assertThat(summary.path("seconds").asInt()).isLessThan(60);
        assertThat(summary.at("/items/listed").asInt()).isEqualTo(30);
        assertThat(server.asked()).hasSizeLessThan(17);
        List<JsonNode> waiting = rows("feeds", "url").values().stream()
                .filter(feed -> feed.path("last_polled").isNull())
                .toList();
        assertThat(waiting).hasSize(30 - server.asked().size());
        assertThat(waiting).allMatch(feed -> feed.path("problem").isNull());
        assertThat(waiting.stream()
                        .map(feed -> feed.path("next_poll").asString())
                        .distinct())
                .hasSize(waiting.size());
    }
}
