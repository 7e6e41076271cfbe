package dev.trawl.systems.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.StoredObject;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Objects;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryObjects;
import dev.trawl.web.BodyReader;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.Posting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WorkersTest {
    private static final Item ITEM = new Item("7", Json.parse("{\"digits\":0.12345678901234567890123456789}"));

    private final MemoryObjects objects = new MemoryObjects();
    private final FakeAttempt first = FakeAttempt.first(4);

    @Test
    void an_item_is_stored_as_it_is() throws Exception {
        Worker worker = new ItemObjectProvider()
                .open(Json.object().put("folder", "batch"), new Services(Map.of(Objects.class, objects)));
        assertThat(worker.work(ITEM, first)).isEqualTo(Outcome.DONE);
        StoredObject stored = first.objects().getFirst();
        assertThat(stored.key()).isEqualTo("batch/" + first.run() + "/7.json");
        assertThat(objects.read(stored.key()).readAllBytes())
                .isEqualTo(ITEM.value().utf8());
    }

    @Test
    void a_key_that_would_leave_its_folder_stays_in_it() throws Exception {
        Worker worker = new ItemObjectProvider()
                .open(Json.object().put("folder", "batch"), new Services(Map.of(Objects.class, objects)));
        worker.work(new Item("../../etc/passwd", Json.parse("1")), first);
        assertThat(first.objects().getFirst().key()).isEqualTo("batch/" + first.run() + "/..%2F..%2Fetc%2Fpasswd.json");
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        Services services = new Services(Map.of(Objects.class, objects, Fetcher.class, answering(Answer.json("1"))));
        assertThatThrownBy(() -> new ItemObjectProvider().open(Json.object().put("folder", "../x"), services))
                .hasMessageContaining("folder takes");
        assertThatThrownBy(() -> new CallProvider().open(Json.object().put("url", "ftp://x"), services))
                .hasMessageContaining("url takes an http or https address, got: \"ftp://x\"");
    }

    @Test
    void the_answer_of_a_call_is_the_items_result() throws Exception {
        List<String> posted = new ArrayList<>();
        Worker worker = call(new Posts(Answer.json("{\"seen\": true}"), posted));
        assertThat(worker.work(ITEM, first)).isEqualTo(new Outcome.Done(Optional.of(Json.parse("{\"seen\":true}"))));
        assertThat(posted).containsExactly("application/json " + ITEM.value());
        assertThat(worker.budgetKey(ITEM)).contains("service.example");
    }

    @Test
    void an_answer_that_is_no_json_leaves_no_result_unless_it_says_that_it_is() throws Exception {
        assertThat(call(answering(new Answer("text/plain", "fine"))).work(ITEM, first))
                .isEqualTo(Outcome.DONE);
        assertThat(call(answering(Answer.json(""))).work(ITEM, first)).isEqualTo(Outcome.DONE);
        assertThat(call(answering(Answer.json("{"))).work(ITEM, first))
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("bad-body"));
    }

    @Test
    void what_may_pass_is_tried_again_and_counted_and_the_rest_is_final() throws Exception {
        Failure why = new Failure("http-503", "not now");
        Worker busy = call(failing(new Fetched.Failed<>(why, Optional.of(503), "", true, Duration.ofSeconds(3))));
        assertThat(busy.work(ITEM, first)).isEqualTo(new Outcome.Retry(why, Duration.ofSeconds(3)));
        FakeAttempt second = first.next();
        busy.work(ITEM, second);
        assertThat(second.counted(Measure.RETRIES)).isEqualTo(1);
        Worker broken = call(failing(new Fetched.Failed<>(why, Optional.of(422), "", false, Duration.ZERO)));
        assertThat(broken.work(ITEM, first)).isEqualTo(new Outcome.Dead(why));
    }

    @Test
    void a_held_host_is_waited_for_and_one_held_for_hours_is_not() throws Exception {
        assertThat(call(failing(new Fetched.Held<>(Duration.ofSeconds(5)))).work(ITEM, first))
                .isEqualTo(new Outcome.Unfinished(Duration.ofSeconds(5)));
        assertThat(call(failing(new Fetched.Held<>(Duration.ofHours(2)))).work(ITEM, first))
                .isInstanceOfSatisfying(
                        Outcome.Dead.class,
                        dead -> assertThat(dead.why().reason()).isEqualTo("http-429"));
    }

    private static Worker call(Fetcher fetcher) {
        return new CallProvider()
                .open(
                        Json.object().put("url", "http://service.example/x"),
                        new Services(Map.of(Fetcher.class, fetcher)));
    }

    /** What a service answers with 200. */
    private record Answer(String type, String body) {
        static Answer json(String body) {
            return new Answer("application/json", body);
        }
    }

    private static Fetcher answering(Answer answer) {
        return new Posts(answer, new ArrayList<>());
    }

    private static Fetcher failing(Fetched<?> fetched) {
        return new Posts(Answer.json(""), new ArrayList<>()) {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
                return (Fetched<T>) fetched;
            }
        };
    }

    /** Takes posts and answers them all alike. */
    private static class Posts implements Fetcher {
        private final Answer answer;
        private final List<String> posted;

        Posts(Answer answer, List<String> posted) {
            this.answer = answer;
            this.posted = posted;
        }

        @Override
        public <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) {
            throw new IllegalStateException("Nothing is asked with GET");
        }

        @Override
        public <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) {
            posted.add(posting.contentType() + " " + new String(posting.body(), UTF_8));
            Map<String, String> headers = Map.of("content-type", answer.type());
            try {
                T body = reader.read(
                        request.address(),
                        headers,
                        new ByteArrayInputStream(answer.body().getBytes(UTF_8)));
                return new Fetched.Answered<>(request.address(), 200, headers, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
