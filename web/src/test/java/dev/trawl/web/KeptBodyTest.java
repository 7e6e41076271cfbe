package dev.trawl.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeptBodyTest {
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0",
        "1, 1000, 1",
        "1000, 1000, 1000",
        "1001, 1000, 1000",
        "16384, 1000000, 16384",
        "262144, 1000000, 262144",
        "262145, 1000000, 262145",
        "900000, 1000000, 900000",
        "900000, 300000, 300000",
        "900000, 0, 0",
    })
    void the_whole_is_hashed_and_the_beginning_kept(int length, long keepMax, int kept) throws IOException {
        byte[] sent = bytes(length);
        try (KeptBody body = KeptBody.read(new ByteArrayInputStream(sent), keepMax)) {
            assertThat(body.bytes()).isEqualTo(length);
            assertThat(body.sha256()).isEqualTo(Sha256.hex(sent));
            assertThat(body.kept()).isEqualTo(kept);
            assertThat(Arrays.copyOf(body.content(sent.length), kept)).isEqualTo(Arrays.copyOf(sent, kept));
            assertThat(body.large()).isEqualTo(kept > KeptBody.MEMORY_BYTES_MAX);
        }
    }
}
