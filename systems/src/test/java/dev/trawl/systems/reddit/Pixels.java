package dev.trawl.systems.reddit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Small pictures. */
final class Pixels {
    private Pixels() {}

    static byte[] png(int width, int height) {
        return written("png", width, height);
    }

    static byte[] jpg(int width, int height) {
        return written("jpg", width, height);
    }

    static byte[] mp4() {
        ByteBuffer film = ByteBuffer.allocate(40);
        film.putInt(24).put("ftypisom".getBytes(US_ASCII)).putInt(512).put("isommp41".getBytes(US_ASCII));
        film.putInt(16).put("mdat".getBytes(US_ASCII)).putLong(1);
        return film.array();
    }

    private static byte[] written(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
