package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.port.Objects;
import dev.trawl.testkit.ObjectsContract;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileObjectsTest extends ObjectsContract {
    @TempDir
    private Path parent;

    private DataFolder folder;
    private FileObjects objects;

    @BeforeEach
    void open() {
        folder = DataFolder.open(parent.resolve("data"));
        objects = FileObjects.open(folder);
    }

    @AfterEach
    void nothing_temporary_is_left() throws IOException {
        assertThat(files(folder.paths().temporary())).isEmpty();
        folder.close();
    }

    @Override
    protected Objects objects() {
        return objects;
    }

    @Test
    void an_object_is_a_plain_file_named_by_its_key() throws IOException {
        store("reddit/cats/1/0.jpg", "meow");

        assertThat(folder.paths().objects().resolve("reddit/cats/1/0.jpg")).hasContent("meow");
    }

    @Test
    void the_same_content_under_two_keys_is_one_file() throws IOException {
        store("a/1", "same");
        store("b/2", "same");

        assertThat(Files.isSameFile(file("a/1"), file("b/2"))).isTrue();
        assertThat(files(folder.paths().content())).hasSize(1);
    }

    @Test
    void content_that_no_key_names_any_more_is_removed() throws IOException {
        store("a", "old");
        store("b", "old");
        store("a", "new");
        assertThat(files(folder.paths().content())).hasSize(2);

        store("b", "new");

        assertThat(files(folder.paths().content())).hasSize(1);
    }

    @Test
    void a_key_below_an_object_is_refused_and_says_why() throws IOException {
        store("a", "file");

        assertThatThrownBy(() -> store("a/b", "below"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no folder")
                .hasMessageContaining("was not stored");
    }

    @Test
    void a_key_that_is_a_folder_is_refused_and_says_why() throws IOException {
        store("a/b", "below");

        assertThatThrownBy(() -> store("a", "file"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("folder of other objects");
        assertThat(text("a/b")).isEqualTo("below");
    }

    @Test
    void a_link_to_elsewhere_is_not_followed() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.paths().objects().resolve("out"), elsewhere);

        assertThatThrownBy(() -> store("out/new", "escaped")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> text("out/secret")).isInstanceOf(NoSuchFileException.class);
        assertThat(files(elsewhere)).hasSize(1);
    }

    @Test
    void a_link_that_has_the_name_of_an_object_is_replaced_and_not_written_through() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "untouched");
        Files.createSymbolicLink(file("a"), outside);

        store("a", "object");

        assertThat(text("a")).isEqualTo("object");
        assertThat(outside).hasContent("untouched");
    }

    @Test
    void content_that_was_cut_off_is_not_given_to_others() throws IOException {
        store("a", "whole");
        Files.writeString(files(folder.paths().content()).getFirst(), "who");

        store("b", "whole");

        assertThat(text("b")).isEqualTo("whole");
    }

    @Test
    void a_refused_key_is_shown_without_what_could_trick_a_terminal() throws IOException {
        assertThatThrownBy(() -> store("a\u001b[2Jb", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void a_thread_that_is_interrupted_while_it_stores_leaves_nothing() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> store("a", "interrupted")).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file("a")).doesNotExist();
    }

    @Test
    void objects_are_read_without_holding_the_folder() throws IOException {
        store("a", "read me");

        assertThat(new ObjectFolder(new DataPaths(parent.resolve("data"))).read("a"))
                .hasContent("read me");
    }

    private Path file(String key) {
        return folder.paths().objects().resolve(key);
    }

    static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(path -> !Files.isDirectory(path)).toList();
        }
    }
}
