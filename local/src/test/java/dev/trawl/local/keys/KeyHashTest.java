package dev.trawl.local.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash is SipHash-2-4-128, by the published vectors: secret and text are 00 01 02 and so on. */
final class KeyHashTest {
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "1, da87c1d86b99af44347659119b22fc45",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "3, 9c70b60c5267a94e5f33b6b02985ed51",
        "4, f88164c12d9c8faf7d0f6e7c7bcd5579",
        "15, 5493e99933b0a8117e08ec0f97cfc3d9"
    })
    void a_text_has_the_published_hash(int length, String hex) {
        KeyHash hash = new KeyHash(counted(KeyHash.SECRET_BYTES));
        hash.of(counted(length));
        byte[] result = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(hash.high())
                .putLong(hash.low())
                .array();
        assertThat(HexFormat.of().formatHex(result)).isEqualTo(hex);
    }

    @Test
    void another_secret_gives_another_hash() {
        KeyHash one = new KeyHash(new byte[KeyHash.SECRET_BYTES]);
        KeyHash other = new KeyHash(counted(KeyHash.SECRET_BYTES));
        one.of(counted(9));
        other.of(counted(9));
        assertThat(one.high()).isNotEqualTo(other.high());
        assertThat(one.low()).isNotEqualTo(other.low());
    }

    @Test
    void a_secret_of_another_length_is_refused() {
        assertThatThrownBy(() -> new KeyHash(new byte[8])).hasMessageContaining("16 bytes, got: 8");
    }

    private static byte[] counted(int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(n -> bytes[n] = (byte) n);
        return bytes;
    }
}
