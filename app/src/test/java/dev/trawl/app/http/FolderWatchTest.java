package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has a folder watched is told when files of it change. */
@Timeout(60)
final class FolderWatchTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;

    private final Semaphore told = new Semaphore(0);

    @Test
    void a_file_that_comes_changes_or_goes_is_told() throws Exception {
        try (FolderWatch _ = FolderWatch.of(folder, told::release)) {
            Path file = folder.resolve("job.yaml");
            Files.writeString(file, "job: one");
            told();
            Files.writeString(file, "job: another");
            told();
            Files.delete(file);
            told();
        }
    }

    @Test
    void nothing_is_told_once_the_watch_is_over() throws Exception {
        Semaphore before = new Semaphore(0);
        FolderWatch.of(folder, before::release).close();
        Files.writeString(folder.resolve("job.yaml"), "job: one");
        try (FolderWatch _ = FolderWatch.of(folder, told::release)) {
            Files.writeString(folder.resolve("next.yaml"), "job: next");
            told();
        }
        assertThat(before.availablePermits()).isZero();
    }

    @Test
    void a_folder_that_is_not_there_is_not_watched() {
        assertThatThrownBy(() -> FolderWatch.of(folder.resolve("nowhere"), told::release))
                .isInstanceOf(IOException.class);
    }

    private void told() throws InterruptedException {
        assertThat(told.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        told.drainPermits();
    }
}
