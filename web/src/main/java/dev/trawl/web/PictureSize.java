package dev.trawl.web;

import java.util.Optional;

/**
 * How large a picture is, as its own bytes say; how it is to be turned is not looked at.
 *
 * @param width in pixels, from 1
 * @param height in pixels, from 1
 */
public record PictureSize(int width, int height) {
    private static final int DIB_OLD = 12;
    private static final int VP8_SIZE_MASK = 0x3FFF;

    /**
     * Reads it from the beginning of a file.
     *
     * @return empty where the beginning does not say it: not far enough, broken, or a film
     */
    public static Optional<PictureSize> of(PictureType type, byte[] head) {
        Bytes bytes = new Bytes(head);
        return switch (type) {
            case JPG -> JpegFrame.size(bytes);
            case PNG -> bytes.matches(12, "IHDR") ? of(bytes.big(16, 4), bytes.big(20, 4)) : Optional.empty();
            case GIF -> of(bytes.little(6, 2), bytes.little(8, 2));
            case WEBP -> webp(bytes);
            case AVIF -> AvifBoxes.size(bytes);
            case BMP -> bmp(bytes);
            case MP4 -> Optional.empty();
        };
    }

    static Optional<PictureSize> of(long width, long height) {
        boolean sound = width > 0 && height > 0 && width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
        return sound ? Optional.of(new PictureSize((int) width, (int) height)) : Optional.empty();
    }

    private static Optional<PictureSize> bmp(Bytes bytes) {
        return bytes.little(14, 4) == DIB_OLD
                ? of(bytes.little(18, 2), bytes.little(20, 2))
                // A height below zero says that the rows are stored from the top.
                : of(bytes.little(18, 4), Math.abs((long) (int) bytes.little(22, 4)));
    }

    /** RFC 9649: the simple form, the lossless one, and the extended one with a canvas. */
    private static Optional<PictureSize> webp(Bytes bytes) {
        if (bytes.matches(12, "VP8X")) {
            return bytes.has(24, 6) ? of(bytes.little(24, 3) + 1, bytes.little(27, 3) + 1) : Optional.empty();
        }
        if (bytes.matches(12, "VP8L") && bytes.has(21, 4)) {
            long bits = bytes.little(21, 4);
            return of((bits & VP8_SIZE_MASK) + 1, ((bits >> 14) & VP8_SIZE_MASK) + 1);
        }
        boolean keyFrame = bytes.matches(12, "VP8 ") && bytes.matches(23, "\u009D\u0001*");
        return keyFrame
                ? of(bytes.little(26, 2) & VP8_SIZE_MASK, bytes.little(28, 2) & VP8_SIZE_MASK)
                : Optional.empty();
    }
}
