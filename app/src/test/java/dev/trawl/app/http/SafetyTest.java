package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, and how much. */
@Timeout(120)
final class SafetyTest {
    @TempDir
    private Path folder;

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n";
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void only_who_asks_it_by_its_own_name_is_answered() throws IOException {
        try (Server server = new Server(folder)) {
            int port = server.api.port();
            for (String host :
                    List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port, "LOCALHOST:" + port)) {
                assertThat(status(server.exchange(request("GET /api/runs", "Host: " + host + "\r\n"))))
                        .as(host)
                        .isEqualTo(200);
            }
            for (String host : List.of(
                    "evil.example", "evil.example:" + port, "127.0.0.1.evil.example:" + port, "localhost:1", "")) {
                assertThat(status(server.exchange(request("GET /api/runs", "Host: " + host + "\r\n"))))
                        .as(host)
                        .isBetween(400, 499);
            }
            assertThat(status(server.exchange(request("GET /api/runs", "")))).isEqualTo(400);
        }
    }

    @Test
    void an_answer_in_parts_has_its_end_where_the_connection_closes_after_it() throws IOException {
        try (Server server = new Server(folder)) {
            String items = "[" + "{}, ".repeat(499) + "{}]";
            String run = server.post("/echo", items).run();
            String host = "Host: 127.0.0.1:" + server.api.port() + "\r\n";
            String answer = server.exchange(request("GET /api/runs/" + run + "/items?limit=500", host));
            assertThat(answer)
                    .containsIgnoringCase("Transfer-Encoding: chunked")
                    .endsWith("}\r\n0\r\n\r\n");
        }
    }

    @Test
    void a_page_of_another_site_changes_nothing() throws IOException {
        try (Server server = new Server(folder)) {
            for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
                assertThat(server.raw(server.send("POST", "/echo", "{}").header("Origin", origin))
                                .status())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(server.ask("/api/runs").json().get("items")).isEmpty();
            String own = "http://127.0.0.1:" + server.api.port();
            assertThat(server.post("/echo", "{}", "Origin", own).status()).isEqualTo(200);
        }
    }

    @Test
    void where_there_is_a_token_everybody_shows_it() throws IOException {
        try (Server server = new Server(folder, Optional.of("secret"), Settings.Bounds.STANDARD)) {
            assertThat(server.ask("/api/runs").status()).isEqualTo(401);
            assertThat(server.described(server.get("/api/runs").header("Authorization", "Bearer wrong"), "")
                            .header("www-authenticate"))
                    .isEqualTo("Bearer");
            assertThat(server.described(server.get("/api/runs").header("Authorization", "Bearer secret"), "")
                            .status())
                    .isEqualTo(200);
            assertThat(server.ask("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void an_address_that_others_reach_needs_a_token() {
        assertThatThrownBy(() -> new Settings(
                        InetAddress.ofLiteral("0.0.0.0"), 0, Optional.empty(), Set.of(), Settings.Bounds.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRAWL_TOKEN");
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_read() throws IOException {
        try (Server server = new Server(folder)) {
            String host = "Host: 127.0.0.1:" + server.api.port() + "\r\n";
            String announced = server.exchange(
                    request("POST /echo", host + "Content-Type: application/json\r\nContent-Length: 8589934592\r\n"));
            assertThat(status(announced)).isEqualTo(413);
            assertThat(announced).contains("application/problem+json");
            assertThat(status(server.exchange(request("GET /api/runs", host + "X: " + "x".repeat(100_000) + "\r\n"))))
                    .isBetween(400, 499);
            assertThat(status(server.exchange("nonsense\r\n\r\n"))).isEqualTo(400);
        }
    }

    @Test
    void who_finds_no_place_is_refused_before_anything_is_accepted() throws IOException {
        try (Server server = new Server(folder, Optional.empty(), new Settings.Bounds(0, 100, PushRate.STANDARD))) {
            Server.Reply full = server.post("/echo", "{}");
            assertThat(full.status()).isEqualTo(503);
            assertThat(full.header("retry-after")).matches("[1-9][0-9]*");
            assertThat(server.ask("/api/runs").json().get("items")).isEmpty();
        }
        try (Server server =
                new Server(folder.resolve("b"), Optional.empty(), new Settings.Bounds(10, 1, PushRate.STANDARD))) {
            server.post("/api/jobs/fates/runs", "{\"held\":true}");
            // Those that are begun before the first one is counted end at once.
            while (server.post("/api/jobs/fates/runs", "{}").status() != 503) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_server_that_leaves_starts_nothing_and_lets_go_who_waits() throws Exception {
        try (Server server = new Server(folder)) {
            Server.Reply[] waiting = new Server.Reply[1];
            Thread waiter = Thread.ofVirtual().start(() -> waiting[0] = server.post("/echo", "{\"held\":true}"));
            while (server.ask("/api/runs").json().get("items").isEmpty()) {
                Thread.onSpinWait();
            }
            server.api.leave();
            assertThat(server.ask("/readyz").status()).isEqualTo(503);
            assertThat(server.post("/echo", "{}").status()).isEqualTo(503);
            server.machine.releaseWaiters();
            waiter.join();
            assertThat(waiting[0].status()).isEqualTo(202);
        }
    }

    @Test
    void objects_stay_inside_their_folder() throws IOException {
        try (Server server = new Server(folder)) {
            String host = "Host: 127.0.0.1:" + server.api.port() + "\r\n";
            for (String path : List.of(
                    "../secret.txt",
                    "..%2fsecret.txt",
                    "%2e%2e/secret.txt",
                    "a/../../b",
                    "..%5cb",
                    "%2fetc%2fpasswd",
                    "a%00.json",
                    "%ff",
                    "%zz")) {
                assertThat(status(server.exchange(request("GET /api/objects/" + path, host))))
                        .as(path)
                        .isBetween(400, 499);
            }
        }
    }
}
