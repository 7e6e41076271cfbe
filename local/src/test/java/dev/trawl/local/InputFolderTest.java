package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFolderTest {
    @TempDir
    private Path root;

    private Path list;

    @BeforeEach
    void write() throws IOException {
        list = Files.writeString(root.resolve("list.txt"), "one\ntwo\n");
    }

    @Test
    void a_file_is_read_as_it_was_when_it_was_kept() throws IOException {
        String hash = open(Set.of()).keep(list);
        assertThat(hash).isEqualTo(Sha256.hex("one\ntwo\n".getBytes(UTF_8)));
        Files.writeString(list, "three\n");
        assertThat(text(open(Set.of(hash)), hash, 4)).isEqualTo("two\n");
        Files.delete(list);
        assertThat(text(open(Set.of(hash)), hash, 0)).isEqualTo("one\ntwo\n");
        assertThat(text(open(Set.of(hash)), hash, 100)).isEmpty();
    }

    @Test
    void what_no_open_run_names_is_removed_when_the_folder_is_opened() throws IOException {
        String hash = open(Set.of()).keep(list);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> text(open(Set.of("another")), hash, 0));
    }

    @Test
    void what_a_killed_process_left_is_removed() throws IOException {
        Path draft = new DataPaths(root).inputs().resolve("draft-1");
        Files.createDirectories(draft.getParent());
        Files.writeString(draft, "hal");
        open(Set.of());
        assertThat(draft).doesNotExist();
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatExceptionOfType(EnvironmentFault.class)
                .isThrownBy(() -> open(Set.of()).keep(root.resolve("none")))
                .withMessageContaining("none");
    }

    private InputFolder open(Set<String> needed) {
        return InputFolder.open(new DataPaths(root), () -> needed);
    }

    private static String text(InputFolder folder, String hash, long from) throws IOException {
        try (InputStream in = folder.open(hash, from)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
