package dev.trawl.web;

import static dev.trawl.web.PictureBytes.bytes;
import static dev.trawl.web.PictureBytes.text;
import static dev.trawl.web.PictureBytes.webp;
import static dev.trawl.web.PictureBytes.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureTypeTest {
    static Stream<Arguments> pictures() {
        byte[] lossy = webp("VP8 ", bytes(0, 0, 0, 0x9D, 1, 0x2A, 0x2C, 0x41, 0xC8, 0));
        byte[] lossless = webp("VP8L", bytes(0x2F, 0x2B, 0xC1, 0x31, 0, 0));
        byte[] extended = webp("VP8X", bytes(0, 0, 0, 0, 0x2B, 1, 0, 0xC7, 0, 0));
        return Stream.of(
                Arguments.of("jpg", PictureType.JPG, written("jpg", 300, 200)),
                Arguments.of("jpg with previews", PictureType.JPG, PictureBytes.jpegWithPreviews(3, 300, 200)),
                Arguments.of("png", PictureType.PNG, written("png", 300, 200)),
                Arguments.of("gif", PictureType.GIF, written("gif", 300, 200)),
                Arguments.of("bmp", PictureType.BMP, written("bmp", 300, 200)),
                Arguments.of("webp", PictureType.WEBP, lossy),
                Arguments.of("lossless webp", PictureType.WEBP, lossless),
                Arguments.of("extended webp", PictureType.WEBP, extended),
                Arguments.of("avif", PictureType.AVIF, PictureBytes.avif(300, 200)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void a_picture_is_known_by_its_bytes(String name, PictureType type, byte[] picture) {
        assertThat(PictureType.of(Arrays.copyOf(picture, Math.min(picture.length, PictureType.HEAD_BYTES))))
                .as(name)
                .contains(type);
        assertThat(PictureSize.of(type, picture)).as(name).contains(new PictureSize(300, 200));
    }

    @Test
    void a_film_has_a_type_and_no_size() {
        assertThat(PictureType.of(PictureBytes.film())).contains(PictureType.MP4);
        assertThat(PictureSize.of(PictureType.MP4, PictureBytes.film())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<!doctype html><p>",
                "BM is a text",
                "GIF8",
                "RIFF\0\0\0\0WAVE",
                "%PDF-1.7",
                "<svg>",
                "\0\0\0\u0018ftypheic\0\0\0\0mif1heic"
            })
    void other_bytes_are_no_picture(String head) {
        assertThat(PictureType.of(text(head))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void a_broken_picture_breaks_nothing(String name, PictureType type, byte[] picture) {
        SplittableRandom random = new SplittableRandom(20261121);
        for (int n = 0; n < 2_000; n++) {
            byte[] broken = Arrays.copyOf(picture, random.nextInt(Math.min(picture.length, 2_000)) + 1);
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            Optional<PictureSize> size = PictureSize.of(type, broken);
            assertThat(size.map(PictureSize::width).orElse(1)).as(name).isPositive();
        }
    }
}
