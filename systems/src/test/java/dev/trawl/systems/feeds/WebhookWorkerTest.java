package dev.trawl.systems.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.SettableClock;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import dev.trawl.web.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a webhook by what its receiver does. */
final class WebhookWorkerTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final RowsInMemory rows = new RowsInMemory();
    private final List<FetchRequest> posted = new ArrayList<>();
    private Supplier<Fetched<Boolean>> answer = () -> answered(204);
    private final WebhookWorker worker = new WebhookWorker(
            new Receiver(), new FeedTables(rows), new News(List.of("f"), List.of(List.of("1"))), clock);

    @BeforeEach
    void subscribe() {
        rows.write(new Row("articles", Map.of("feed", "f", "id", "1", "title", "News")));
        rows.write(new Row(
                "subscribers",
                Map.of("id", "s", "feed", "f", "url", "http://hook.test/s", "secret", SECRET, "state", "active")));
    }

    private final class Receiver implements Fetcher {
        @Override
        public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
            throw new UnsupportedOperationException("Webhooks are posted");
        }

        @Override
        @SuppressWarnings("unchecked") // A webhook's answer is not read: it is a Boolean.
        public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
            posted.add(request);
            return (Fetched<T>) answer.get();
        }
    }

    private static Fetched<Boolean> answered(int status) {
        return new Fetched.Answered<>(WebAddress.parse("http://hook.test/s"), status, Map.of(), true);
    }

    private static Fetched<Boolean> failed(String reason, Optional<Integer> status) {
        return new Fetched.Failed<>(new Failure(reason, "so"), status, "", true, Duration.ZERO);
    }

    private static Item item() {
        return new SubscriberItems(0, false).item("s", "http://hook.test/s");
    }

    private Outcome work(FakeAttempt attempt) throws InterruptedException {
        Outcome outcome = worker.work(item(), attempt);
        attempt.written().forEach(rows::write);
        return outcome;
    }

    @Test
    void what_is_taken_is_done_and_signed_under_one_id() throws Exception {
        assertThat(work(FakeAttempt.first(1))).isEqualTo(Outcome.DONE);
        assertThat(posted.getFirst().headers()).containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
        assertThat(work(FakeAttempt.first(1))).isEqualTo(Outcome.DONE);
        assertThat(posted)
                .extracting(post -> post.headers().get("webhook-id"))
                .containsOnly(posted.getFirst().headers().get("webhook-id"));
    }

    @Test
    void who_says_410_is_disabled_and_sent_nothing_more() throws Exception {
        answer = () -> failed("http-410", Optional.of(410));
        assertThat(work(FakeAttempt.first(3))).isInstanceOf(Outcome.Dead.class);
        assertThat(rows.columns("subscribers", "s")).containsEntry("state", "disabled");
        assertThat(work(FakeAttempt.first(3))).isEqualTo(Outcome.DONE);
        assertThat(posted).hasSize(1);
    }

    @Test
    void a_failure_is_tried_again_and_an_address_that_is_refused_is_not() throws Exception {
        answer = () -> failed("http-500", Optional.of(500));
        assertThat(work(FakeAttempt.first(3))).isInstanceOf(Outcome.Retry.class);
        answer = () -> failed("address-refused", Optional.empty());
        assertThat(work(FakeAttempt.first(3))).isInstanceOf(Outcome.Dead.class);
    }

    @Test
    void a_host_that_answers_nobody_is_sent_one_webhook_a_minute_until_it_answers() throws Exception {
        answer = () -> failed("timeout", Optional.empty());
        for (int n = 0; n < Circuits.SILENCES_MAX + 50; n++) {
            assertThat(work(FakeAttempt.first(3)))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            retry -> assertThat(retry.why().reason()).isEqualTo("timeout"));
        }
        assertThat(posted).hasSize(Circuits.SILENCES_MAX);
        clock.move(Circuits.PAUSE);
        work(FakeAttempt.first(3));
        work(FakeAttempt.first(3));
        assertThat(posted).hasSize(Circuits.SILENCES_MAX + 1);
        clock.move(Circuits.PAUSE);
        answer = () -> answered(204);
        assertThat(work(FakeAttempt.first(3))).isEqualTo(Outcome.DONE);
        assertThat(work(FakeAttempt.first(3))).isEqualTo(Outcome.DONE);
        assertThat(posted).hasSize(Circuits.SILENCES_MAX + 3);
    }

    @Test
    void an_answer_of_any_status_is_no_silence() throws Exception {
        for (int n = 0; n < 3 * Circuits.SILENCES_MAX; n++) {
            boolean silent = n % 2 == 0;
            answer = () -> silent ? failed("timeout", Optional.empty()) : failed("http-500", Optional.of(500));
            work(FakeAttempt.first(3));
        }
        assertThat(posted).hasSize(3 * Circuits.SILENCES_MAX);
    }
}
