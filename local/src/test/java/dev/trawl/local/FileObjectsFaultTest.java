package dev.trawl.local;

import static dev.trawl.local.FileObjectsTest.files;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects when an operation fails or the process dies, at every operation of a history in turn. */
final class FileObjectsFaultTest {
    /** More than the history below has. */
    private static final int OPERATIONS_MAX = 200;

    /** All that a key may ever show. */
    private static final Set<String> WHOLE = Set.of("first content", "second content");

    @TempDir
    private Path parent;

    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.open(parent.resolve("data"));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void wherever_the_process_dies_objects_are_whole_and_nothing_is_left_over() throws IOException {
        int deaths = 0;
        while (diesAt(deaths + 1)) {
            deaths++;
            FileObjects.open(folder);
            assertThat(files(folder.paths().temporary())).isEmpty();
            assertWholeAndNamed();
            start(folder.paths());
        }

        assertThat(deaths).isBetween(30, OPERATIONS_MAX);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatever_fails_objects_are_whole(boolean forGood) throws IOException {
        int failures = 0;
        while (failsAt(failures + 1, forGood, "Input/output error")) {
            failures++;
            FileObjects.open(folder);
            assertThat(files(folder.paths().temporary())).isEmpty();
            assertWholeAndNamed();
            start(folder.paths());
        }

        assertThat(failures).isPositive();
    }

    @Test
    void a_publish_that_returned_survives_the_next_death() throws IOException {
        for (int number = 1; number < OPERATIONS_MAX; number++) {
            FaultyFiles files = FaultyFiles.dyingAt(number);
            boolean returned = false;
            try {
                store(FileObjects.open(folder.paths(), files), "kept/a", "first content");
                returned = true;
                store(FileObjects.open(folder.paths(), files), "kept/a", "second content");
            } catch (FaultyFiles.Died e) {
                assertThat(!returned || WHOLE.contains(Files.readString(file("kept/a"))))
                        .isTrue();
            }
            FileObjects.open(folder);
            start(folder.paths());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Read-only file system", "Input/output error"})
    void a_disk_that_takes_nothing_more_is_a_fault_of_the_machine(String found) {
        for (int number = 1; number <= 5; number++) {
            FaultyFiles files = FaultyFiles.failingAt(number, true, found);
            assertThatThrownBy(() -> store(FileObjects.open(folder.paths(), files), "a/b", "content"))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining(folder.paths().root().toString())
                    .hasMessageMatching(".*(no space is left|read-only|reports an error).*");
        }
    }

    @Test
    void where_linking_fails_every_object_is_a_copy() throws IOException {
        FaultyFiles files = new FaultyFiles((number, operation) -> {
            if (operation.equals("link")) {
                throw new IOException("Too many links");
            }
        });
        FileObjects objects = FileObjects.open(folder.paths(), files);
        store(objects, "a", "first content");
        store(objects, "b", "first content");
        store(objects, "a", "second content");

        assertThat(file("a")).hasContent("second content");
        assertThat(file("b")).hasContent("first content");
        assertThat(files(folder.paths().temporary())).isEmpty();
    }

    @Test
    void a_file_is_durable_before_it_has_a_name_and_the_name_before_publish_returns() throws IOException {
        FaultyFiles files = new FaultyFiles((number, operation) -> {});
        store(FileObjects.open(folder.paths(), files), "a/b", "content");

        assertThat(files.journal())
                .filteredOn(operation -> !operation.equals("delete"))
                .containsExactly(
                        "create",
                        "write",
                        "sync file",
                        "create folder",
                        "link",
                        "create folder",
                        "sync folder objects",
                        "rename",
                        "sync folder a");
    }

    @Test
    void content_that_is_known_costs_one_sync() throws IOException {
        FaultyFiles files = new FaultyFiles((number, operation) -> {});
        FileObjects objects = FileObjects.open(folder.paths(), files);
        store(objects, "a/b", "content");
        files.journal().clear();

        store(objects, "a/c", "content");

        assertThat(files.journal())
                .filteredOn(operation -> operation.startsWith("sync"))
                .isEqualTo(List.of("sync folder a"));
    }

    private boolean diesAt(int number) throws IOException {
        FaultyFiles files = FaultyFiles.dyingAt(number);
        try {
            history(files);
            return false;
        } catch (FaultyFiles.Died e) {
            return true;
        }
    }

    private boolean failsAt(int number, boolean forGood, String message) {
        FaultyFiles files = FaultyFiles.failingAt(number, forGood, message);
        try {
            history(files);
        } catch (IOException | EnvironmentFault e) {
            assertThat(e).hasStackTraceContaining(message);
        }
        return files.journal().size() >= number && number < OPERATIONS_MAX;
    }

    /** New, the same again, shared, replaced to the last name of a content, and given up. */
    private void history(FaultyFiles files) throws IOException {
        FileObjects objects = new FileObjects(folder.paths(), files);
        store(objects, "x/a", "first content");
        store(objects, "x/a", "first content");
        store(objects, "x/y/b", "first content");
        store(objects, "x/a", "second content");
        store(objects, "x/y/b", "second content");
        try (Objects.Draft draft = objects.draft()) {
            draft.content().write("given up".getBytes(UTF_8));
            draft.content().flush();
        }
    }

    /** Every object is whole, and every content has an object's name. */
    private void assertWholeAndNamed() throws IOException {
        for (Path object : files(folder.paths().objects())) {
            assertThat(WHOLE).contains(Files.readString(object));
        }
        for (Path content : files(folder.paths().content())) {
            assertThat((Integer) Files.getAttribute(content, "unix:nlink")).isGreaterThan(1);
        }
    }

    /** The folder as it was at first. */
    private static void start(DataPaths paths) throws IOException {
        for (Path below : List.of(paths.objects(), paths.content(), paths.temporary())) {
            for (Path file : files(below)) {
                Files.delete(file);
            }
        }
    }

    private static void store(Objects objects, String key, String text) throws IOException {
        try (Objects.Draft draft = objects.draft()) {
            draft.content().write(text.getBytes(UTF_8));
            draft.publish(key, "text/plain");
        }
    }

    private Path file(String key) {
        return folder.paths().objects().resolve(key);
    }
}
