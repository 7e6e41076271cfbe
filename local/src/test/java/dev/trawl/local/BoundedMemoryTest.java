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
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeRun.class.getName(),
                        data.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("done " + LargeRun.ITEMS);
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
