package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Measure;
import dev.trawl.testkit.web.Endpoints;
import dev.trawl.testkit.web.HostileServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpFetcherTest {
    private final WebFixture web = new WebFixture();

    HttpFetcherTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ok",
                "/chunked",
                "/until-close",
                "/gzip",
                "/deflate",
                "/raw-deflate",
                "/br",
                "/zstd",
                "/twice",
                "/keep-alive-then-close",
                "/redirect-chain?n=9",
                "/junk-line",
                "/same-length-twice"
            })
    void an_honest_answer_is_read_whole(String path) throws Exception {
        Fetched.Answered<String> answered = WebFixture.answered(web.get(path));
        assertThat(answered.body()).isEqualTo(Endpoints.BODY);
        assertThat(answered.status()).isEqualTo(200);
        assertThat(web.counted(Measure.BYTES)).isEqualTo(Endpoints.BODY.length());
        assertThat(web.counted(Measure.SENT)).isBetween(20L, 2_000L);
        assertThat(web.counted(Measure.RECEIVED)).isBetween(1L, 100_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/empty", "/no-content", "/empty-gzip"})
    void an_answer_without_a_body_is_an_empty_body(String path) throws Exception {
        assertThat(WebFixture.answered(web.get(path)).body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/reset, reset, true",
        "/close, reset, true",
        "/cut-head, reset, true",
        "/cut-between-headers, reset, true",
        "/reset-mid-body, reset, true",
        "/truncated, truncated, true",
        "/cut-chunked, truncated, true",
        "/bad-chunk, bad-body, false",
        "/garbage, bad-body, false",
        "/two-lengths, bad-body, false",
        "/not-gzip, bad-body, false",
        "/half-gzip, bad-body, false",
        "/unknown-encoding, bad-body, false",
        "/many-encodings, bad-body, false",
        "/gzip-bomb, too-big, false",
        "/zstd-bomb, too-big, false",
        "/endless, too-big, false",
        "/huge, too-big, false",
        "/header-flood, too-big, false",
        "/long-header, too-big, false",
        "/redirect-loop, redirect-loop, false",
        "/redirect-chain?n=10, redirect-loop, false",
        "/no-location, bad-redirect, false",
        "/bad-location, bad-redirect, false",
        "/redirect-to?url=http://a@10.1.2.3/, address-refused, false",
        "/redirect-to?url=http://10.1.2.3/, address-refused, false",
        "/to-loopback-v6, address-refused, false",
        "/redirect-to?url=http://name.invalid/, dns, true",
    })
    void a_bad_answer_fails_with_its_reason(String path, String reason, boolean retry) throws Exception {
        web.server.on("/to-loopback-v6", line -> line.answer(302, "Location: http://[::1]/\r\n", ""));
        Fetched.Failed<String> failed = WebFixture.failed(web.getAtMost(path, 1_000_000));
        assertThat(failed.why().reason()).as(failed.why().message()).isEqualTo(reason);
        assertThat(failed.retry()).isEqualTo(retry);
        assertThat(web.budgets.taken(WebFixture.KEY)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hang", "/slow-head", "/trickle"})
    void a_slow_answer_ends_with_its_time(String path) throws Exception {
        Fetched.Failed<String> failed = WebFixture.failed(web.getWithin(path, Duration.ofMillis(300)));
        assertThat(failed.why().reason()).isEqualTo("timeout");
        assertThat(failed.retry()).isTrue();
    }

    @Test
    void who_does_not_answer_the_greeting_of_tls_is_taken_not_to_speak_it() throws Exception {
        // Taken by the system, and never read.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "https://127.0.0.1:" + silent.getLocalPort() + "/";
            Fetched.Failed<String> failed = WebFixture.failed(web.getWithin(address, Duration.ofMillis(300)));
            assertThat(failed.why().reason()).isEqualTo("tls");
            assertThat(failed.why().message()).contains("no answer within 300 ms");
            assertThat(failed.retry()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "404, false",
        "408, true",
        "410, false",
        "425, true",
        "429, true",
        "500, true",
        "503, true",
        "304, false"
    })
    void a_status_that_may_pass_is_asked_again(int status, boolean retry) throws Exception {
        web.server.on("/s", line -> line.answer(status, "Content-Type: text/plain; charset=latin1\r\n", "why"));
        Fetched.Failed<String> failed = WebFixture.failed(web.get("/s"));
        assertThat(failed.why().reason()).isEqualTo("http-" + status);
        assertThat(failed.status()).contains(status);
        assertThat(failed.retry()).isEqualTo(retry);
        assertThat(failed.body()).isEqualTo(status == 304 ? "" : "why");
    }

    @Test
    void a_redirect_that_should_stop_is_not_followed() throws Exception {
        FetchRequest request = new FetchRequest(
                web.address("/redirect-chain?n=5"),
                Map.of(),
                WebFixture.TIMEOUT,
                8,
                1_000,
                List.of(web.server.url("/redirect-chain?n=3")),
                web.meter);
        assertThat(web.fetcher.get(request, (_, _, _) -> ""))
                .isEqualTo(new Fetched.Stopped<String>(web.server.url("/redirect-chain?n=3")));
        assertThat(web.server.asked()).hasSize(2);
    }

    @Test
    void every_hop_is_counted_as_a_request() throws Exception {
        web.get("/redirect-chain?n=3");
        assertThat(web.counted(Measure.REQUESTS)).isEqualTo(5);
        assertThat(web.server.asked()).hasSize(5);
    }

    @Test
    void a_target_in_raw_bytes_is_escaped() throws Exception {
        web.server.on("/caf%C3%A9%20au%20lait", line -> line.answer(200, "", "found"));
        assertThat(WebFixture.answered(web.get("/latin1-location")).body()).isEqualTo("found");
    }

    @Test
    void the_target_is_sent_as_it_is() throws Exception {
        web.server.on(
                "//a/../b/./%7Ec;x,[y]".replace("[", "%5B").replace("]", "%5D"), line -> line.answer(200, "", "raw"));
        assertThat(WebFixture.answered(web.get("//a/../b/./%7Ec;x,[y]?q=%zz|")).body())
                .isEqualTo("raw");
        assertThat(web.server.asked().getFirst().target()).endsWith("?q=%25zz%7C");
    }

    @Test
    void a_request_says_who_asks_and_nothing_odd() throws Exception {
        web.get("/ok");
        Map<String, String> headers = web.server.asked().getFirst().headers();
        assertThat(headers)
                .containsEntry("user-agent", "Trawl/test")
                .containsEntry("host", "127.0.0.1:" + web.server.port())
                .containsEntry("accept-encoding", "gzip, deflate, br, zstd")
                .doesNotContainKeys("cookie", "upgrade", "referer");
    }

    @Test
    void one_connection_serves_one_request_after_the_other() throws Exception {
        for (String path : List.of("/ok", "/gzip", "/chunked", "/zstd", "/redirect-chain?n=2", "/status?code=404")) {
            web.get(path);
        }
        assertThat(web.server.connections()).isEqualTo(1);
    }

    @Test
    void a_kept_connection_that_is_gone_is_replaced_silently() throws Exception {
        web.server.on("/once", line -> {
            if (line.asked().connection() == 1) {
                line.end();
            }
            line.answer(200, "", "again");
        });
        web.get("/ok");
        assertThat(WebFixture.answered(web.get("/once")).body()).isEqualTo("again");
        assertThat(web.counted(Measure.REQUESTS)).isEqualTo(3);
    }

    @Test
    void a_body_that_nobody_reads_is_not_drained() throws Exception {
        Fetched<String> fetched = web.fetcher.get(web.request("/endless"), (_, _, body) -> {
            assertThat(body.read()).isEqualTo('<');
            return "seen";
        });
        assertThat(WebFixture.answered(fetched).body()).isEqualTo("seen");
        assertThat(WebFixture.answered(web.get("/ok")).body()).isEqualTo(Endpoints.BODY);
        assertThat(web.server.connections()).isEqualTo(2);
    }

    @Test
    void a_reader_that_swallows_a_broken_body_still_fails() throws Exception {
        Fetched<String> fetched = web.fetcher.get(web.request("/truncated"), (_, _, body) -> {
            try {
                return new String(body.readAllBytes(), UTF_8);
            } catch (IOException e) {
                return "swallowed";
            }
        });
        assertThat(WebFixture.failed(fetched).why().reason()).isEqualTo("truncated");
    }

    @Test
    void nobody_at_the_port_is_a_failed_connection() throws Exception {
        // Bound and not listened at, so that nobody else takes it meanwhile.
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            Fetched.Failed<String> failed =
                    WebFixture.failed(web.get("http://127.0.0.1:" + nobody.getLocalPort() + "/"));
            assertThat(failed.why().reason()).isEqualTo("connect");
            assertThat(failed.status()).isEqualTo(Optional.empty());
            assertThat(web.counted(Measure.REQUESTS)).isZero();
        }
    }

    @Test
    void secrets_stay_with_the_origin_that_they_are_for() throws Exception {
        Map<String, String> headers = Map.of("Authorization", "secret", "If-None-Match", "\"tag\"");
        try (HostileServer other = HostileServer.start()) {
            web.server.on("/go", line -> line.answer(302, "Location: " + other.url("/ok") + "\r\n", ""));
            FetchRequest request =
                    new FetchRequest(web.address("/go"), headers, WebFixture.TIMEOUT, 8, 1_000, List.of(), web.meter);
            WebFixture.answered(web.fetcher.get(request, (_, _, _) -> ""));
            assertThat(web.server.asked().getFirst().header("authorization")).isEqualTo("secret");
            assertThat(other.asked().getFirst().headers())
                    .doesNotContainKey("authorization")
                    .containsEntry("if-none-match", "\"tag\"");
        }
    }

    @Test
    void an_interrupt_ends_a_fetch() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        web.server.on("/wait", line -> {
            asked.countDown();
            line.hang();
        });
        Thread fetching = Thread.ofVirtual().start(() -> {
            try {
                ended.complete(new AssertionError(web.get("/wait").toString()));
            } catch (InterruptedException e) {
                ended.complete(e);
            }
        });
        asked.await();
        fetching.interrupt();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(web.budgets.taken(WebFixture.KEY)).isZero();
    }

    @Test
    void a_reader_that_fails_by_itself_is_not_the_fault_of_the_web() {
        assertThatThrownBy(() -> web.fetcher.get(web.request("/ok"), (_, _, _) -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk full");
        assertThat(web.budgets.taken(WebFixture.KEY)).isZero();
    }
}
