package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void a_folder_that_is_not_there_is_made() {
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            assertThat(folder.paths().objects()).isDirectory();
            assertThat(folder.paths().content()).isDirectory();
            assertThat(folder.paths().temporary()).isDirectory();
        }
    }

    @Test
    void a_second_opening_in_this_process_names_it_and_the_first_stays_locked() {
        Path root = parent.resolve("data");
        String pid = Long.toString(ProcessHandle.current().pid());
        try (DataFolder folder = DataFolder.open(root)) {
            for (int n = 0; n < 2; n++) {
                assertThatThrownBy(() -> DataFolder.open(root))
                        .isInstanceOf(EnvironmentFault.class)
                        .hasMessageContaining("is in use by process PID " + pid);
            }
            assertThat(folder.paths().lock()).hasContent(pid);
        }
    }

    @Test
    void another_path_to_the_same_folder_is_the_same_folder() throws IOException {
        Path alias = parent.resolve("alias");
        try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
            Files.createSymbolicLink(alias, folder.paths().root());

            assertThatThrownBy(() -> DataFolder.open(alias)).isInstanceOf(EnvironmentFault.class);
        }
    }

    @Test
    void a_folder_that_was_closed_can_be_opened_again() {
        Path root = parent.resolve("data");
        DataFolder.open(root).close();

        DataFolder.open(root).close();
    }

    @Test
    void another_process_that_holds_the_folder_is_named_until_it_is_killed() throws Exception {
        Path root = parent.resolve("data");
        try (ChildJava holder = FolderHolder.start(root)) {
            assertThatThrownBy(() -> DataFolder.open(root))
                    .isInstanceOf(EnvironmentFault.class)
                    .hasMessageContaining("is in use by process PID " + holder.pid());
            holder.kill();
            DataFolder.open(root).close();
        }
    }

    @Test
    void a_file_in_the_place_of_the_folder_is_named() throws IOException {
        Path file = Files.createFile(parent.resolve("data"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining(file + " is no folder");
    }

    @Test
    void a_link_in_the_place_of_a_folder_inside_is_refused_and_the_lock_let_go() throws IOException {
        Path root = Files.createDirectory(parent.resolve("data"));
        Files.createSymbolicLink(root.resolve("objects"), Files.createDirectory(parent.resolve("elsewhere")));

        assertThatThrownBy(() -> DataFolder.open(root))
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining("is no folder");
        Files.delete(root.resolve("objects"));
        DataFolder.open(root).close();
    }

    @Test
    void a_parent_that_is_missing_is_not_made() {
        Path root = parent.resolve("no/data");

        assertThatThrownBy(() -> DataFolder.open(root))
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("parent folder is not there");
        assertThat(parent.resolve("no")).doesNotExist();
    }

    @Test
    void a_folder_that_the_system_will_not_make_is_named_with_what_it_said() {
        Path root = Path.of("/dev/fd/data");

        assertThatThrownBy(() -> DataFolder.open(root))
                .isInstanceOf(EnvironmentFault.class)
                .hasMessageStartingWith("Opening the data folder " + root + " failed: ");
    }

    @Test
    void what_the_system_says_is_told_in_words() {
        assertThat(said(new FileSystemException("f", null, "Read-only file system")))
                .contains("/data")
                .contains("read-only");
        assertThat(said(new FileSystemException("f", null, "No space left on device")))
                .contains("no space is left");
        assertThat(said(new AccessDeniedException("f"))).contains("permission denied");
        assertThat(said(new IOException("Strange"))).contains("Strange");
    }

    private static String said(IOException found) {
        return FileFaults.of("Opening the data folder", Path.of("/data"), found).toString();
    }
}
