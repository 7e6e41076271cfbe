package dev.trawl.systems.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.testkit.FakeAttempt;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Posts with several pictures, of which some come late and some never. */
final class SeveralPicturesTest {
    private static final String GALLERY = "'is_gallery': true, 'media_metadata': {"
            + "'a': {'status': 'valid', 'm': 'image/png'}, 'b': {'status': 'valid', 'm': 'image/png'},"
            + "'c': {'status': 'valid', 'm': 'image/png'}}";
    private static final String A = "https://i.redd.it/a.png";
    private static final String B = "https://i.redd.it/b.png";
    private static final String C = "https://i.redd.it/c.png";
    private static final FakeWeb.Reply PNG = FakeWeb.body(Pixels.png(2, 2));

    @Test
    void a_picture_that_fails_for_now_does_not_stop_the_others() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, FakeWeb.status(503), PNG)
                .put(B, PNG)
                .put(C, PNG)
                .attempt();
        assertThat(visit.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.why().reason()).isEqualTo("http-503"));
        assertThat(visit.asked()).containsExactly(A, B, C);
        visit.attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked()).containsExactly(A, B, C, A);
        assertThat(visit.pictures())
                .containsExactly(
                        "0 gallery null reddit/tests/abc/0.png",
                        "1 gallery null reddit/tests/abc/1.png",
                        "2 gallery null reddit/tests/abc/2.png");
        assertThat(visit.context().counted(Measure.RETRIES)).isEqualTo(1);
        assertThat(visit.context().counted(Measure.REQUESTS)).isEqualTo(4);
    }

    @Test
    void what_is_stored_is_not_asked_for_again_after_a_crash() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, PNG)
                .put(B, PNG)
                .put(C, FakeWeb.status(404))
                .attempt();
        visit.attempt(visit.context().again());
        assertThat(visit.asked()).containsExactly(A, B, C);
        assertThat(visit.context().objects()).hasSize(2);
        assertThat(visit.pictures()).hasSize(3);
    }

    @Test
    void a_post_of_which_some_pictures_are_gone_is_done() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, FakeWeb.status(404))
                .put(B, PNG)
                .put(C, FakeWeb.html("<p>"))
                .attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.post()).containsEntry("problem", null).containsEntry("pictures", 1L);
        assertThat(visit.pictures())
                .containsExactly(
                        "0 gallery http-404 null",
                        "1 gallery null reddit/tests/abc/1.png",
                        "2 gallery not-a-picture null");
    }

    @Test
    void a_post_of_which_no_picture_could_be_stored_is_dead_with_the_reason_of_its_first() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, FakeWeb.status(410))
                .put(B, FakeWeb.status(404))
                .attempt();
        assertThat(visit.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("http-410"));
        assertThat(visit.post()).containsEntry("problem", "http-410");
    }

    @Test
    void a_broken_entry_keeps_its_place_and_has_no_address() throws Exception {
        Visit visit = Visit.to(GALLERY.replace("'a': {'status': 'valid'", "'a': {'status': 'failed'"))
                .put(B, PNG)
                .put(C, PNG)
                .attempt();
        assertThat(visit.pictures()).first().isEqualTo("0 gallery bad-body null");
        assertThat(visit.rows().getFirst()).containsEntry("source_url", null);
        assertThat(visit.post()).containsEntry("pictures", 2L);
    }

    @Test
    void after_the_last_attempt_the_rows_say_what_failed() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, FakeWeb.status(503))
                .put(B, PNG)
                .put(C, PNG)
                .toTheEnd();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked()).containsExactly(A, B, C, A, A, A);
        assertThat(visit.pictures()).first().isEqualTo("0 gallery http-503 null");
        assertThat(visit.context().counted(Measure.RETRIES)).isEqualTo(3);
    }

    @Test
    void the_wait_is_the_longest_that_was_asked_for() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, new FakeWeb.Reply.Status(503, "", Duration.ofSeconds(5)))
                .put(B, new FakeWeb.Reply.Broken("reset"))
                .put(C, FakeWeb.held(Duration.ofSeconds(9)))
                .attempt();
        assertThat(visit.outcome()).isInstanceOfSatisfying(Outcome.Retry.class, retry -> {
            assertThat(retry.why().reason()).isEqualTo("http-503");
            assertThat(retry.after()).isEqualTo(Duration.ofSeconds(9));
        });
    }

    @Test
    void a_wait_of_more_than_an_hour_is_not_waited_for() throws Exception {
        Visit visit = Visit.to("'url': '" + A + "'")
                .put(A, new FakeWeb.Reply.Status(429, "", Duration.ofMinutes(61)))
                .attempt();
        assertThat(visit.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("http-429"));
        assertThat(visit.pictures()).containsExactly("0 link http-429 null");
    }

    @Test
    void a_held_host_uses_up_no_attempt_and_is_no_retry() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, PNG)
                .put(B, FakeWeb.held(Duration.ofSeconds(9)), PNG)
                .put(C, PNG)
                .attempt();
        assertThat(visit.outcome()).isEqualTo(new Outcome.Unfinished(Duration.ofSeconds(9)));
        visit.attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked()).containsExactly(A, C, B);
        assertThat(visit.context().counted(Measure.RETRIES)).isZero();
    }

    @Test
    void a_failure_of_the_last_attempt_stays_while_another_host_is_held() throws Exception {
        Visit visit = Visit.to(GALLERY)
                .put(A, FakeWeb.status(503))
                .put(B, FakeWeb.held(Duration.ofSeconds(9)), PNG)
                .put(C, PNG);
        visit.attempt(FakeAttempt.first(1));
        assertThat(visit.outcome()).isInstanceOf(Outcome.Unfinished.class);
        visit.attempt();
        assertThat(visit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(visit.asked()).containsExactly(A, C, B);
    }

    @Test
    void nothing_is_begun_after_the_deadline() throws Exception {
        Visit visit = Visit.to(GALLERY).put(A, PNG).put(B, PNG).put(C, PNG);
        visit.attempt(FakeAttempt.first(4).until(FakeAttempt.NOW));
        assertThat(visit.outcome()).isEqualTo(new Outcome.Unfinished(Duration.ZERO));
        assertThat(visit.asked()).isEmpty();
    }

    @Test
    void pictures_of_a_crosspost_are_those_of_its_parent() throws Exception {
        Visit visit = Visit.to("'crosspost_parent_list': [{'author': 'x', " + GALLERY + "}]")
                .put(A, PNG)
                .put(B, FakeWeb.status(404))
                .put(C, PNG)
                .attempt();
        assertThat(visit.post()).containsEntry("kind", "crosspost");
        assertThat(visit.pictures())
                .containsExactly(
                        "0 crosspost null reddit/tests/abc/0.png",
                        "1 crosspost http-404 null",
                        "2 crosspost null reddit/tests/abc/2.png");
    }
}
