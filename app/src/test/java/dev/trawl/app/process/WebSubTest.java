package dev.trawl.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.Line;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Feeds that name a hub are pushed, as W3C WebSub says: sections 4 (discovery), 5 (subscribing), 7 (pushing). */
@Timeout(180)
final class WebSubTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int SECONDS = 30;
    /** That a hub may make of one feed in a minute. */
    private static final int PUSHES = 6;

    @TempDir
    private Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private HostileServer web;
    private TrawlFolder folder;
    private String served;
    /** What the hub was asked for last: the fields of the form. */
    private CompletableFuture<Map<String, String>> subscribed;

    @BeforeEach
    void serve() throws Exception {
        web = HostileServer.start();
        folder = new TrawlFolder(root, List.of());
        subscribed = new CompletableFuture<>();
        web.on("/hub", this::asked);
        web.on("/feed", line -> line.answer(200, links("/hub"), rss("old")));
        folder.good("rows", "add", "feeds", "url=" + web.url("/feed"));
        int port = freePort();
        served = "http://127.0.0.1:" + port;
        folder.start("serve", "--port", Integer.toString(port), "--public-url", served, "--pushes", "" + PUSHES);
        TrawlFolder.await("It serves", this::ready);
    }

    private void asked(Line line) throws IOException {
        assertThat(line.asked().method()).isEqualTo("POST");
        assertThat(line.asked().header("content-type")).isEqualTo(FORM);
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(line.body(), UTF_8).split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        line.answer(202, "", "");
        subscribed.complete(fields);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
        web.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean ready() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(URI.create(served + "/readyz"))).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String links(String hub) {
        return "Content-Type: application/rss+xml\r\nLink: <" + web.url(hub) + ">; rel=\"hub\"\r\nLink: <"
                + web.url("/feed") + ">; rel=self\r\n";
    }

    private static String rss(String guid) {
        return "<rss version='2.0'><channel><title>T</title><item><guid>" + guid
                + "</guid><title>On it</title></item></channel></rss>";
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void run(String job) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(served + "/api/jobs/" + job + "/runs"))
                .header("Prefer", "wait=20")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Has the feed polled and the hub asked. */
    private Map<String, String> subscription() throws Exception {
        run("feeds");
        run("feed-hubs");
        return subscribed.get(SECONDS, TimeUnit.SECONDS);
    }

    private HttpResponse<String> verify(String callback, String mode, String topic) throws Exception {
        String query = "?hub.mode=" + mode + "&hub.topic=" + URLEncoder.encode(topic, UTF_8)
                + "&hub.challenge=a%3Cb&hub.lease_seconds=864000";
        return send(HttpRequest.newBuilder(URI.create(callback + query)));
    }

    private int push(String callback, String body, String signature) throws Exception {
        return pushed(callback, body, signature).statusCode();
    }

    private HttpResponse<String> pushed(String callback, String body, String signature) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(callback))
                .header("Content-Type", "application/rss+xml")
                .header("X-Hub-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String signature(String method, String algorithm, String secret, String body) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
        return method + "=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }

    private JsonNode row(String table, String key) throws Exception {
        return folder.good("rows", table, "--format", "jsonl").lines().stream()
                .filter(row -> row.path(table.equals("articles") ? "id" : "feed")
                        .asString()
                        .equals(key))
                .findFirst()
                .orElseThrow();
    }

    private boolean there(String article) throws Exception {
        return folder.good("rows", "articles", "--format", "jsonl").lines().stream()
                .anyMatch(row -> row.path("id").asString().equals(article));
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    @Test
    void a_feed_that_names_a_hub_is_subscribed_to_confirmed_and_pushed() throws Exception {
        Map<String, String> asked = subscription();
        String callback = field(asked, "hub.callback");
        assertThat(callback).matches(served + "/websub/[0-9a-f]{40}");
        assertThat(asked)
                .containsEntry("hub.mode", "subscribe")
                .containsEntry("hub.topic", web.url("/feed"))
                .containsKeys("hub.lease_seconds", "hub.secret");
        assertThat(field(asked, "hub.secret").getBytes(UTF_8).length).isLessThan(200);

        HttpResponse<String> confirmed = verify(callback, "subscribe", web.url("/feed"));
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).isEqualTo("a<b");
        assertThat(confirmed.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(row("feed_hubs", web.url("/feed")).path("state").asString()).isEqualTo("active");

        for (String[] method : new String[][] {
            {"sha1", "HmacSHA1"}, {"sha256", "HmacSHA256"}, {"sha384", "HmacSHA384"}, {"sha512", "HmacSHA512"}
        }) {
            String body = rss("by-" + method[0]);
            assertThat(push(callback, body, signature(method[0], method[1], field(asked, "hub.secret"), body)))
                    .isEqualTo(202);
            TrawlFolder.await("It is an article", () -> there("by-" + method[0]));
        }
        JsonNode article = row("articles", "by-sha1");
        assertThat(article.path("feed").asString()).isEqualTo(web.url("/feed"));
        assertThat(article.path("title").asString()).isEqualTo("On it");
        assertThat(web.asked("/feed")).isEqualTo(1);
    }

    @Test
    void what_is_not_signed_rightly_is_taken_and_thrown_away() throws Exception {
        Map<String, String> asked = subscription();
        String callback = field(asked, "hub.callback");
        assertThat(verify(callback, "subscribe", web.url("/feed")).statusCode()).isEqualTo(200);
        String secret = field(asked, "hub.secret");
        String forged = rss("forged");
        for (String signature : List.of(
                signature("sha256", "HmacSHA256", "another secret", forged),
                signature("sha256", "HmacSHA256", secret, forged + " "),
                "md5=00",
                "sha256=",
                "sha256=zz",
                "nonsense")) {
            assertThat(push(callback, forged, signature)).as(signature).isEqualTo(202);
        }
        String good = rss("good");
        push(callback, good, signature("sha256", "HmacSHA256", secret, good));
        TrawlFolder.await("It is an article", () -> there("good"));
        assertThat(there("forged")).isFalse();
    }

    @Test
    void what_nobody_asked_for_is_not_confirmed_and_what_is_over_is_gone() throws Exception {
        String callback = field(subscription(), "hub.callback");
        assertThat(verify(served + "/websub/" + "0".repeat(40), "subscribe", web.url("/feed"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(verify(callback, "subscribe", web.url("/other")).statusCode())
                .isEqualTo(404);
        assertThat(verify(callback, "unsubscribe", web.url("/feed")).statusCode())
                .isEqualTo(404);
        assertThat(row("feed_hubs", web.url("/feed")).path("state").isNull()).isTrue();

        assertThat(verify(callback, "denied", web.url("/feed")).statusCode()).isEqualTo(204);
        assertThat(row("feed_hubs", web.url("/feed")).path("state").asString()).isEqualTo("denied");

        folder.good("rows", "delete", "feeds", web.url("/feed"));
        assertThat(push(callback, rss("late"), "sha1=00")).isEqualTo(410);
        assertThat(push(served + "/websub/" + "0".repeat(40), rss("late"), "sha1=00"))
                .isEqualTo(404);
    }

    @Test
    void who_pushes_without_end_is_told_to_come_later_and_what_was_refused_is_polled() throws Exception {
        Map<String, String> asked = subscription();
        String callback = field(asked, "hub.callback");
        assertThat(verify(callback, "subscribe", web.url("/feed")).statusCode()).isEqualTo(200);
        String secret = field(asked, "hub.secret");
        int taken = 0;
        HttpResponse<String> answer;
        String body;
        do {
            body = rss("n" + taken);
            answer = pushed(callback, body, signature("sha256", "HmacSHA256", secret, body));
            taken += answer.statusCode() == 202 ? 1 : 0;
        } while (answer.statusCode() == 202 && taken <= 2 * PUSHES);
        // The minute of the clock may end in between.
        assertThat(taken).isBetween(PUSHES, 2 * PUSHES);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 60);
        String refused = "n" + taken;
        assertThat(there(refused)).isFalse();

        web.on("/feed", line -> line.answer(200, links("/hub"), rss(refused)));
        folder.good("rows", "add", "feeds", "url=" + web.url("/feed"), "next_poll=");
        run("feeds");
        assertThat(there(refused)).isTrue();
    }

    @Test
    void a_hub_that_takes_the_place_of_another_is_asked_at_once_and_the_other_is_not_heard_any_more() throws Exception {
        Map<String, String> first = subscription();
        String old = field(first, "hub.callback");
        assertThat(verify(old, "subscribe", web.url("/feed")).statusCode()).isEqualTo(200);

        web.on("/hub2", this::asked);
        web.on("/feed", line -> line.answer(200, links("/hub2"), rss("newer")));
        folder.good("rows", "add", "feeds", "url=" + web.url("/feed"), "next_poll=");
        subscribed = new CompletableFuture<>();
        Map<String, String> second = subscription();
        assertThat(web.asked("/hub2")).isEqualTo(1);
        String callback = field(second, "hub.callback");
        assertThat(callback).isNotEqualTo(old);
        assertThat(field(second, "hub.secret")).isNotEqualTo(field(first, "hub.secret"));

        assertThat(verify(old, "subscribe", web.url("/feed")).statusCode()).isEqualTo(404);
        assertThat(verify(old, "denied", web.url("/feed")).statusCode()).isEqualTo(404);
        assertThat(verify(callback, "subscribe", web.url("/feed")).statusCode()).isEqualTo(200);
        String path = callback.substring(callback.lastIndexOf('/') + 1);
        assertThat(row("feed_hubs", web.url("/feed")).path("answered_at").asString())
                .isEqualTo(path);
    }
}
