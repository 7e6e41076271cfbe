package dev.trawl.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does. */
public abstract class ObjectsContract {
    private static final int CONTENDERS = 16;

    /** The store under test, empty. The same one at every call in a test. */
    protected abstract Objects objects() throws IOException;

    @Test
    void what_was_stored_is_read_back() throws Exception {
        StoredObject stored = store("reddit/cats/1/0.jpg", "meow");

        assertThat(stored)
                .isEqualTo(new StoredObject(
                        "reddit/cats/1/0.jpg",
                        4,
                        "404cdd7bc109c432f8cc2443b45bcfe95980f5107215c645236e577929ac3e52",
                        "text/plain"));
        assertThat(text("reddit/cats/1/0.jpg")).isEqualTo("meow");
    }

    @Test
    void an_empty_object_is_an_object() throws Exception {
        StoredObject stored = store("empty", "");

        assertThat(stored.bytes()).isZero();
        assertThat(text("empty")).isEmpty();
    }

    @Test
    void an_object_larger_than_any_buffer_is_stored_whole() throws Exception {
        byte[] block = new byte[100_000];
        Arrays.fill(block, (byte) 'x');
        try (Objects.Draft draft = objects().draft()) {
            for (int n = 0; n < 50; n++) {
                draft.content().write(block);
                draft.content().write(n);
            }
            assertThat(draft.publish("large", "text/plain").bytes()).isEqualTo(5_000_050);
        }
        try (InputStream in = objects().read("large")) {
            assertThat(in.readAllBytes()).hasSize(5_000_050).endsWith((byte) 'x', (byte) 49);
        }
    }

    @Test
    void nothing_is_seen_of_a_draft_that_is_not_published() throws Exception {
        try (Objects.Draft draft = objects().draft()) {
            draft.content().write("half".getBytes(UTF_8));
            draft.content().flush();
            assertMissing("half");
        }
        assertMissing("half");
    }

    @Test
    void a_new_object_takes_the_place_of_the_old_one() throws Exception {
        store("a", "old");
        store("a", "new");

        assertThat(text("a")).isEqualTo("new");
    }

    @Test
    void who_reads_an_object_is_not_disturbed_by_its_replacement() throws Exception {
        store("a", "old");
        try (InputStream reading = objects().read("a")) {
            store("a", "new");
            assertThat(new String(reading.readAllBytes(), UTF_8)).isEqualTo("old");
        }
    }

    @Test
    void the_same_content_under_two_names_is_two_objects() throws Exception {
        store("a", "same");
        store("b", "same");
        store("a", "other");

        assertThat(text("a")).isEqualTo("other");
        assertThat(text("b")).isEqualTo("same");
    }

    @Test
    void storing_the_same_object_again_changes_nothing() throws Exception {
        StoredObject first = store("a", "same");

        assertThat(store("a", "same")).isEqualTo(first);
        assertThat(text("a")).isEqualTo("same");
    }

    @Test
    void a_draft_is_published_once() throws Exception {
        try (Objects.Draft draft = objects().draft()) {
            draft.publish("a", "text/plain");
            assertThatThrownBy(() -> draft.publish("b", "text/plain")).isInstanceOf(IllegalStateException.class);
        }
        assertMissing("b");
    }

    @Test
    void reading_what_is_not_there_says_so() {
        assertMissing("nothing");
        assertMissing("no/thing");
        assertMissing("../etc/passwd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "a/./b",
                "../a",
                "a\\b",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a.",
                "a /b",
                "a/b.",
                "a..",
                "\ud800"
            })
    void a_name_that_could_leave_its_place_is_refused(String key) throws Exception {
        try (Objects.Draft draft = objects().draft()) {
            assertThatThrownBy(() -> draft.publish(key, "text/plain")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void names_have_a_length_limit() throws Exception {
        String longest = "a".repeat(250);
        store(longest + "/" + longest + "/" + longest + "/" + longest.substring(3), "long");
        try (Objects.Draft draft = objects().draft()) {
            assertThatThrownBy(() -> draft.publish("a/".repeat(500) + "b", "text/plain"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Objects.Draft draft = objects().draft()) {
            assertThatThrownBy(() -> draft.publish("a".repeat(256), "text/plain"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void of_many_that_store_one_name_at_once_one_wins_whole() throws Exception {
        inParallel(n -> store("contended", "x".repeat(10_000 + n)));

        assertThat(text("contended").length()).isBetween(10_000, 10_000 + CONTENDERS);
    }

    @Test
    void many_that_store_the_same_content_at_once_all_have_it() throws Exception {
        inParallel(n -> store("twin/" + n, "same"));

        for (int n = 0; n < CONTENDERS; n++) {
            assertThat(text("twin/" + n)).isEqualTo("same");
        }
    }

    /** Stores a text. */
    protected final StoredObject store(String key, String text) throws IOException {
        try (Objects.Draft draft = objects().draft()) {
            draft.content().write(text.getBytes(UTF_8));
            return draft.publish(key, "text/plain");
        }
    }

    /** Reads a text. */
    protected final String text(String key) throws IOException {
        try (InputStream in = objects().read(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private void assertMissing(String key) {
        assertThatThrownBy(() -> objects().read(key).close()).isInstanceOf(NoSuchFileException.class);
    }

    private interface Step {
        Object run(int contender) throws IOException;
    }

    private static void inParallel(Step step) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < CONTENDERS; n++) {
                int contender = n;
                all.add(threads.submit(() -> step.run(contender)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
