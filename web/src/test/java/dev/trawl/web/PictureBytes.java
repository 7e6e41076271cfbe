package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures to look at: real ones where the JDK can write them, else heads by the standards. */
final class PictureBytes {
    private PictureBytes() {}

    /** A whole picture as the JDK writes it. */
    static byte[] written(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out)) {
                throw new AssertionError("This JDK writes no " + format);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** A JPEG whose EXIF segments hold previews with frames of their own, before the real one. */
    static byte[] jpegWithPreviews(int previews, int width, int height) {
        byte[] plain = written("jpg", width, height);
        byte[] preview = Arrays.copyOf(written("jpg", 16, 12), 60_000);
        byte[] segment = join(bytes(0xFF, 0xE1, (preview.length + 2) >> 8, (preview.length + 2) & 255), preview);
        byte[] all = Arrays.copyOf(plain, 2);
        for (int n = 0; n < previews; n++) {
            all = join(all, segment);
        }
        return join(all, Arrays.copyOfRange(plain, 2, plain.length));
    }

    static byte[] webp(String chunk, byte[] content) {
        return join(text("RIFF\0\0\0\0WEBP" + chunk + "\0\0\0\0"), content);
    }

    /** An AVIF whose first size belongs to a preview; item 2 is the main one. */
    static byte[] avif(int width, int height) {
        byte[] sizes = join(ispe(160, 120), ispe(width, height));
        byte[] tied = bytes(0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1, 1, 0, 2, 1, 0x82);
        byte[] properties = box("iprp", join(box("ipco", sizes), box("ipma", tied)));
        byte[] meta = join(bytes(0, 0, 0, 0), join(box("pitm", bytes(0, 0, 0, 0, 0, 2)), properties));
        return join(box("ftyp", text("mif1\0\0\0\0mif1avif")), box("meta", meta));
    }

    static byte[] film() {
        return join(box("ftyp", text("isom\0\0\2\0isomiso2avc1mp41")), box("free", new byte[64]));
    }

    static byte[] text(String letters) {
        return letters.getBytes(ISO_8859_1);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int n = 0; n < values.length; n++) {
            bytes[n] = (byte) values[n];
        }
        return bytes;
    }

    static byte[] join(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static byte[] ispe(int width, int height) {
        return box("ispe", bytes(0, 0, 0, 0, 0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255));
    }

    private static byte[] box(String type, byte[] content) {
        int length = content.length + 8;
        return join(join(bytes(0, 0, length >> 8, length & 255), text(type)), content);
    }
}
