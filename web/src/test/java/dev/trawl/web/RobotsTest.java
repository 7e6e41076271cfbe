package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Measure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RobotsTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final WebFixture web = new WebFixture();
    private final Robots robots = new Robots(web.fetcher);

    RobotsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private RobotsVerdict verdict(String path) throws InterruptedException {
        return switch (ask(web.address(path))) {
            case Robots.Ruling.Ruled(RobotsVerdict verdict) -> verdict;
            case Robots.Ruling.Held(Duration time) -> throw new AssertionError("held for " + time);
            case Robots.Ruling.Unreached(var failed) -> throw new AssertionError(failed.toString());
        };
    }

    private Robots.Ruling ask(WebAddress address) throws InterruptedException {
        return robots.ask(address, new Robots.Terms(SHORT, 8, web.meter));
    }

    private void rules(String text) {
        web.server.on("/robots.txt", line -> line.answer(200, "Content-Type: text/plain\r\n", text));
    }

    @ParameterizedTest
    @CsvSource({
        "/private, false",
        "/private/a, false",
        "/private/open, true",
        "/a.php, false",
        "/a.phpx, true",
        "/, true",
        "/for-others, true",
        "/robots.txt, true"
    })
    void rules_for_trawl_count(String path, boolean allowed) throws Exception {
        rules("""
                User-agent: *
                Disallow: /
                User-agent: TRAWL
                Disallow: /private
                Allow: /private/open
                Disallow: /*.php$
                User-agent: trawler
                Disallow: /for-others
                """);
        assertThat(verdict(path).allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "2.5, PT2.5S", "60, PT1M", "1000000000, PT1M", "-5, PT0S", "NaN, PT0S"})
    void a_delay_is_kept_to_within_reason(String delay, Duration kept) throws Exception {
        rules("User-agent: *\nCrawl-delay: " + delay + "\nDisallow: /x\n");
        assertThat(verdict("/a")).isEqualTo(new RobotsVerdict(true, kept));
    }

    @ParameterizedTest
    @CsvSource({"404, true", "403, true", "401, true", "410, true", "429, false", "500, false", "503, false"})
    void a_missing_file_allows_and_a_failing_one_forbids(int status, boolean allowed) throws Exception {
        web.server.on("/robots.txt", line -> line.answer(status, "", ""));
        assertThat(verdict("/a").allowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/reset", "/hang", "/redirect-loop", "/redirect-to?url=http://10.0.0.1/", "/truncated", "/bad-location"
    })
    void a_file_that_cannot_be_read_forbids(String instead) throws Exception {
        web.server.on("/robots.txt", line -> line.answer(302, "Location: " + instead + "\r\n", ""));
        assertThat(verdict("/a").allowed()).isFalse();
    }

    @Test
    void where_nobody_is_reached_nothing_is_remembered() throws Exception {
        WebAddress closed = WebAddress.parse("http://10.0.0.1/a");
        assertThat(ask(closed))
                .isInstanceOfSatisfying(
                        Robots.Ruling.Unreached.class,
                        unreached ->
                                assertThat(unreached.failed().why().reason()).isEqualTo("address-refused"));
        assertThat(ask(closed)).isInstanceOf(Robots.Ruling.Unreached.class);
    }

    @Test
    void five_redirects_are_followed() throws Exception {
        web.server.on("/robots.txt", line -> line.answer(301, "Location: /redirect-chain?n=4\r\n", ""));
        web.server.on("/ok", line -> line.answer(200, "", "User-agent: *\nDisallow: /a"));
        assertThat(verdict("/a").allowed()).isFalse();
        assertThat(verdict("/b").allowed()).isTrue();
    }

    @Test
    void rules_behind_the_first_500_kib_do_not_count() throws Exception {
        String padding = "# padding padding padding padding padding padding padding 64 bytes\n".repeat(8_000);
        rules("User-agent: *\nDisallow: /early\n" + padding + "Disallow: /late\n");
        assertThat(verdict("/early").allowed()).isFalse();
        assertThat(verdict("/late").allowed()).isTrue();
    }

    @Test
    void an_origin_is_asked_once_by_whoever_comes_first() throws Exception {
        rules("User-agent: *\nDisallow: /private\n");
        List<Future<RobotsVerdict>> verdicts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 50; n++) {
                verdicts.add(threads.submit(() -> verdict("/private")));
            }
        }
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict.resultNow().allowed()).isFalse());
        assertThat(web.server.asked("/robots.txt")).isEqualTo(1);
        assertThat(web.counted(Measure.REQUESTS)).isEqualTo(1);
        assertThat(web.counted(Measure.BYTES)).isZero();
    }

    @Test
    void a_held_origin_is_asked_later() throws Exception {
        rules("User-agent: *\nDisallow: /private\n");
        web.budgets.hold(WebFixture.KEY, WebFixture.NOW.plusSeconds(30));
        assertThat(ask(web.address("/private"))).isEqualTo(new Robots.Ruling.Held(Duration.ofSeconds(30)));
        web.clock.move(Duration.ofSeconds(30));
        assertThat(verdict("/private").allowed()).isFalse();
    }
}
