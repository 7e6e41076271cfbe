package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.TotalMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostTest {
    private static final Posting POSTING = new Posting("application/json", "{\"a\": 1}".getBytes(UTF_8));
    private final TotalMeter meter = new TotalMeter();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", this::answer);
        server.start();
        InstantSource clock = InstantSource.system();
        EgressDoor door = new EgressDoor(EgressOptions.DEFAULT.allowing("127.0.0.1/32"));
        fetcher = new HttpFetcher(door, new MemoryBudgets(clock), clock, Pause.SLEEPING, "Test");
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.stop(0);
    }

    @Test
    void a_body_arrives_with_its_type() throws Exception {
        Fetched<String> fetched = post("/ok");
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Answered.class,
                        answered -> assertThat(answered.body()).isEqualTo("thanks"));
        assertThat(asked).containsExactly("POST /ok application/json {\"a\": 1}");
        assertThat(meter.sum().requests()).isEqualTo(1);
    }

    @Test
    void a_second_one_goes_over_the_same_connection() throws Exception {
        post("/ok");
        assertThat(post("/ok")).isInstanceOf(Fetched.Answered.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_is_posted_follows_no_redirect() throws Exception {
        assertThat(post("/moved")).isInstanceOfSatisfying(Fetched.Failed.class, failed -> {
            assertThat(failed.why().reason()).isEqualTo("bad-redirect");
            assertThat(failed.retry()).isFalse();
        });
        assertThat(asked).hasSize(1);
    }

    private Fetched<String> post(String path) throws InterruptedException {
        WebAddress address =
                WebAddress.parse("http://127.0.0.1:" + server.getAddress().getPort() + path);
        FetchRequest request = FetchRequest.of(address, Duration.ofSeconds(20), 8, meter);
        return fetcher.post(request, POSTING, (at, headers, body) -> new String(body.readAllBytes(), UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().set("Location", "/ok");
            byte[] thanks = "thanks".getBytes(UTF_8);
            exchange.sendResponseHeaders(path.equals("/ok") ? 200 : 307, thanks.length);
            exchange.getResponseBody().write(thanks);
        }
    }
}
