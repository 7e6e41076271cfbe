package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trawl.core.Json;
import dev.trawl.web.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A receiver is told of every page and of the end, whatever becomes of the process. */
@Timeout(180)
final class NotifyTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int PAGES = 20;

    @TempDir
    private Path root;

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int answer = 204;
    private HttpServer server;
    private TrawlFolder folder;

    /** A message as it came. */
    private record Told(String id, String type, String url, boolean signed) {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/page", exchange -> answer(exchange, 200, "<title>p</title>"));
        server.createContext("/hook", this::hear);
        server.start();
        folder = new TrawlFolder(root, List.of());
        String list = IntStream.range(0, PAGES).mapToObj(n -> at("/page/" + n)).collect(joining("\n"));
        Files.writeString(root.resolve("list.txt"), list);
    }

    @AfterEach
    void close() {
        folder.close();
        server.stop(0);
        threads.close();
    }

    @Test
    void every_page_is_told_once_and_the_end_last() throws Exception {
        JsonNode summary = folder.good(run()).document();
        assertThat(told).hasSize(PAGES + 1).allMatch(Told::signed);
        assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
        assertThat(told.getLast().type()).isEqualTo("run.closed");
        assertThat(told.subList(0, PAGES)).extracting(Told::type).containsOnly("page.ended");
        assertThat(told.subList(0, PAGES)).extracting(Told::url).doesNotHaveDuplicates();
        assertThat(summary.path("notify_failed").asInt(-1)).isZero();
        assertThat(summary.at("/input/notify_secret").asString("")).isEqualTo("***");
    }

    @Test
    void a_killed_command_leaves_no_page_untold() throws Exception {
        answer = 500;
        ChildTrawl child = folder.start(run());
        TrawlFolder.await("it tells", () -> told.size() >= PAGES);
        child.kill();
        answer = 204;
        JsonNode summary =
                folder.good("run", "--resume", folder.newest(), "--json").document();
        Map<String, Set<String>> ids = told.stream().collect(groupingBy(Told::url, mapping(Told::id, toSet())));
        // The end has no URL.
        assertThat(ids).hasSize(PAGES + 1);
        assertThat(ids.values()).allMatch(same -> same.size() == 1);
        assertThat(told.getLast().type()).isEqualTo("run.closed");
        assertThat(summary.path("notify_failed").asInt(-1)).isZero();
    }

    @Test
    void what_nobody_takes_is_counted_beside_the_summary() throws Exception {
        answer = 410;
        ChildTrawl.Ended ended = folder.good(run());
        assertThat(ended.document().path("notify_failed").asInt(-1)).isEqualTo(PAGES + 1);
        assertThat(ended.document().at("/items/done").asInt(-1)).isEqualTo(PAGES);
        assertThat(told).hasSize(PAGES + 1);
    }

    @Test
    void a_secret_or_an_address_that_makes_no_sense_starts_nothing() throws Exception {
        ChildTrawl.Ended secret = folder.trawl(
                "run", "pages", "urls=@" + root.resolve("list.txt"), "notify=" + at("/hook"), "notify_secret=secret");
        assertThat(secret.status()).isEqualTo(2);
        assertThat(secret.err()).contains("whsec_").doesNotContain("notify_secret=secret");
        ChildTrawl.Ended address = folder.trawl("run", "pages", "urls=@" + root.resolve("list.txt"), "notify=ftp://x/");
        assertThat(address.status()).isEqualTo(2);
        assertThat(folder.data()).doesNotExist();
    }

    private String[] run() {
        return new String[] {
            "run",
            "pages",
            "urls=@" + root.resolve("list.txt"),
            "robots=false",
            "notify=" + at("/hook"),
            "notify_secret=" + SECRET,
            "--json"
        };
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        JsonNode message = Json.parse(body).tree();
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        Instant at = Instant.ofEpochSecond(
                Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")));
        String signature = WebhookSignature.of(SECRET).headers(id, at, body).get("webhook-signature");
        told.add(new Told(
                id,
                message.path("type").asString(""),
                message.at("/data/url").asString(""),
                String.valueOf(signature).equals(exchange.getRequestHeaders().getFirst("webhook-signature"))));
        answer(exchange, answer, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
