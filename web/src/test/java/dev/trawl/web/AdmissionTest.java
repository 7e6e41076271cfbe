package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.web.Admission.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
    private final WebFixture web = new WebFixture();
    private final Admission admission =
            new Admission(Optional.of(new Robots(web.fetcher)), web.budgets, web.clock, web.clock::move);

    AdmissionTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private Answer ask(String path) throws InterruptedException {
        return admission.ask(web.address(path), new Robots.Terms(WebFixture.TIMEOUT, 8, web.meter));
    }

    private void rules(String text) {
        web.server.on("/robots.txt", line -> line.answer(200, "Content-Type: text/plain\r\n", text));
    }

    @Test
    void what_is_forbidden_is_not_admitted() throws Exception {
        rules("User-agent: *\nDisallow: /no\n");
        assertThat(ask("/no/1")).isEqualTo(new Answer.Forbidden());
        assertThat(ask("/yes")).isEqualTo(new Answer.Admitted());
    }

    @Test
    void pages_are_a_delay_apart_and_one_that_would_wait_long_rests() throws Exception {
        rules("User-agent: *\nCrawl-delay: 4\n");
        assertThat(ask("/1")).isEqualTo(new Answer.Admitted());
        assertThat(web.clock.instant()).isEqualTo(WebFixture.NOW);
        assertThat(ask("/2")).isEqualTo(new Answer.Admitted());
        assertThat(web.clock.instant()).isEqualTo(WebFixture.NOW.plusSeconds(4));
        assertThat(web.budgets.reserve(WebFixture.KEY, Duration.ofSeconds(4))).isEqualTo(WebFixture.NOW.plusSeconds(8));
        assertThat(ask("/3")).isEqualTo(new Answer.Later(Duration.ofSeconds(8)));
    }

    @Test
    void a_slot_that_was_given_is_no_hold_for_whoever_has_it() throws Exception {
        rules("User-agent: *\nCrawl-delay: 60\n");
        assertThat(ask("/ok")).isEqualTo(new Answer.Admitted());
        assertThat(WebFixture.answered(web.get("/ok")).status()).isEqualTo(200);
    }

    @Test
    void a_host_that_is_refused_says_so_itself() throws Exception {
        assertThat(ask("http://10.0.0.1/")).isInstanceOf(Answer.Unreached.class);
    }

    @Test
    void without_rules_everything_is_admitted() throws Exception {
        Admission open = new Admission(Optional.empty(), web.budgets, web.clock, web.clock::move);
        assertThat(open.ask(web.address("/a"), new Robots.Terms(WebFixture.TIMEOUT, 8, web.meter)))
                .isEqualTo(new Answer.Admitted());
        assertThat(web.server.asked()).isEmpty();
    }
}
