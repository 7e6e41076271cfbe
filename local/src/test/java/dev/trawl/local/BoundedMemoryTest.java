package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process holds does not grow with what it works. */
@Timeout(120)
final class BoundedMemoryTest {
    private static final int HEAP_MEGABYTES = 64;

    @TempDir
    private Path data;

    @Test
    void a_run_of_more_payload_than_memory_ends() throws Exception {
        assertThat((long) LargeRun.ITEMS * LargeRun.PAYLOAD_BYTES).isGreaterThan((2L * HEAP_MEGABYTES) << 20);
        assertThat(said(LargeRun.class)).contains("done " + LargeRun.ITEMS);
    }

    @Test
    void a_window_is_filled_from_more_that_waits_than_fits_in_memory() throws Exception {
        assertThat((long) LargeWaiting.ITEMS * LargeWaiting.PAYLOAD_BYTES).isGreaterThan((3L * HEAP_MEGABYTES) << 19);
        assertThat(said(LargeWaiting.class)).containsPattern("handed out 2\\d\\d, more true");
    }

    /** What a process with little memory says before it ends well. */
    private String said(Class<?> main) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        data.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
