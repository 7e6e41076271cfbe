package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolitenessTest {
    private final WebFixture web = new WebFixture();

    PolitenessTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private Duration held() {
        Instant free = web.budgets.freeAt(WebFixture.KEY);
        return free.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(web.clock.instant(), free);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, PT7S, PT7S, true",
        "429, '', PT1S, PT0S, true",
        "429, nonsense, PT1S, PT0S, true",
        "429, 3600, PT1H, PT1H, true",
        "429, 3601, PT1H1S, PT1H1S, false",
        "429, 99999999999999, PT24H, PT8784H, false",
        "429, 1.5, PT2S, PT2S, true",
        "503, 30, PT30S, PT30S, true",
        "503, '', PT0S, PT0S, true",
        "500, 30, PT0S, PT30S, true",
        "404, 30, PT0S, PT30S, false",
        "503, 'Sat,+21+Nov+2026+12:00:20+GMT', PT20S, PT20S, true",
        "503, 'Sat,+21+Nov+2026+11:00:00+GMT', PT0S, PT0S, true",
    })
    void an_answer_holds_its_host_as_it_asks(int status, String after, Duration hold, Duration wait, boolean retry)
            throws Exception {
        Fetched.Failed<String> failed =
                WebFixture.failed(web.get("/status?code=" + status + (after.isEmpty() ? "" : "&after=" + after)));
        assertThat(held()).isEqualTo(hold);
        assertThat(failed.after()).isEqualTo(wait);
        assertThat(failed.retry()).isEqualTo(retry);
    }

    @ParameterizedTest
    @CsvSource({"0, 30, PT30S", "0.0, 30, PT30S", "-1.0, 5, PT5S", "1.0, 30, PT0S", "0, 999999, PT1H", "0, x, PT0S"})
    void a_rate_limit_that_is_used_up_holds_the_host(String left, String reset, Duration hold) throws Exception {
        web.server.on(
                "/limited",
                line -> line.answer(
                        200, "X-Ratelimit-Remaining: " + left + "\r\nX-Ratelimit-Reset: " + reset + "\r\n", "ok"));
        web.get("/limited");
        assertThat(held()).isEqualTo(hold);
    }

    @Test
    void a_short_hold_is_waited_for() throws Exception {
        web.budgets.hold(WebFixture.KEY, WebFixture.NOW.plusMillis(1_500));
        WebFixture.answered(web.get("/ok"));
        assertThat(web.clock.instant()).isEqualTo(WebFixture.NOW.plusMillis(1_500));
    }

    @Test
    void a_long_hold_is_not_waited_for() throws Exception {
        web.budgets.hold(WebFixture.KEY, WebFixture.NOW.plusSeconds(60));
        assertThat(web.get("/ok")).isEqualTo(new Fetched.Held<String>(Duration.ofSeconds(60)));
        assertThat(web.server.asked()).isEmpty();
    }

    @Test
    void no_more_places_are_taken_than_the_request_allows() throws Exception {
        List<Future<Fetched<String>>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 40; n++) {
                asked.add(threads.submit(() -> web.fetcher.get(
                        FetchRequest.of(web.address("/ok"), WebFixture.TIMEOUT, 3, web.meter),
                        (_, _, body) -> new String(body.readAllBytes(), UTF_8))));
            }
        }
        for (Future<Fetched<String>> one : asked) {
            WebFixture.answered(one.resultNow());
        }
        assertThat(web.budgets.most(WebFixture.KEY)).isLessThanOrEqualTo(3);
        assertThat(web.server.connections()).isLessThanOrEqualTo(3);
        assertThat(web.budgets.taken(WebFixture.KEY)).isZero();
    }

    @Test
    void a_redirect_takes_the_place_of_its_own_host() throws Exception {
        String target = web.server.url("/held").replace("127.0.0.1", "127.0.0.2");
        web.budgets.hold("127.0.0.2", WebFixture.NOW.plusSeconds(60));
        web.server.on("/go", line -> line.answer(302, "Location: " + target + "\r\n", ""));
        assertThat(web.get("/go")).isEqualTo(new Fetched.Held<String>(Duration.ofSeconds(60)));
        assertThat(web.server.asked()).hasSize(1);
        assertThat(web.budgets.taken(WebFixture.KEY)).isZero();
    }
}
