package dev.trawl.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A picture that is drawn when it is asked for: the same seed is the same picture, byte by byte. */
record Drawing(long seed, Format format) {
    private static final int SIDE_LEAST = 80;
    private static final int SIDE_SPREAD = 240;
    private static final int DISCS = 6;

    /** What it is written as. */
    enum Format {
        /** JPEG. */
        JPG("image/jpeg"),
        /** PNG. */
        PNG("image/png"),
        /** GIF. */
        GIF("image/gif"),
        /** The beginning of an MP4 film. */
        MP4("video/mp4");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    byte[] bytes() {
        return format == Format.MP4 ? film() : picture();
    }

    private byte[] picture() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(draw(), format.extension(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A sky from one colour to another, with some discs in it. */
    private BufferedImage draw() {
        SplittableRandom random = new SplittableRandom(seed);
        int width = SIDE_LEAST + random.nextInt(SIDE_SPREAD);
        int height = SIDE_LEAST + random.nextInt(SIDE_SPREAD);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int top = random.nextInt(0x1000000);
        int bottom = random.nextInt(0x1000000);
        for (int y = 0; y < height; y++) {
            int colour = between(top, bottom, y, height);
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour);
            }
        }
        for (int n = 0; n < DISCS; n++) {
            disc(image, random);
        }
        return image;
    }

    private static void disc(BufferedImage image, SplittableRandom random) {
        int radius = 4 + random.nextInt(36);
        int left = random.nextInt(image.getWidth()) - radius;
        int top = random.nextInt(image.getHeight()) - radius;
        int colour = random.nextInt(0x1000000);
        for (int at = 0; at < 4 * radius * radius; at++) {
            int dx = at % (2 * radius);
            int dy = at / (2 * radius);
            boolean inside = square(dx - radius) + square(dy - radius) < square(radius);
            if (inside && within(left + dx, image.getWidth()) && within(top + dy, image.getHeight())) {
                image.setRGB(left + dx, top + dy, colour);
            }
        }
    }

    private static boolean within(int at, int size) {
        return at >= 0 && at < size;
    }

    private static int square(int n) {
        return n * n;
    }

    private static int between(int from, int to, int step, int steps) {
        int colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = (from >> shift) & 0xff;
            int b = (to >> shift) & 0xff;
            colour |= (a + (b - a) * step / steps) << shift;
        }
        return colour;
    }

    private byte[] film() {
        ByteBuffer film = ByteBuffer.allocate(24 + 16);
        film.putInt(24).put("ftypisom".getBytes(US_ASCII)).putInt(512).put("isommp41".getBytes(US_ASCII));
        film.putInt(16).put("free".getBytes(US_ASCII)).putLong(seed);
        return film.array();
    }
}
