package dev.trawl.web;

import java.util.Optional;

/**
 * Finds the frame header of a JPEG (ITU-T T.81, annex B): segments are stepped over by their lengths, so that the
 * frame of a preview inside one of them is not taken for the picture's.
 */
final class JpegFrame {
    private static final int MARK = 0xFF;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;

    private JpegFrame() {}

    static Optional<PictureSize> size(Bytes bytes) {
        int at = 2;
        while (bytes.has(at, 2)) {
            int marker = bytes.one(at + 1);
            if (bytes.one(at) != MARK || marker == SCAN || marker == END) {
                return Optional.empty();
            }
            if (frame(marker)) {
                return bytes.has(at, 9) ? PictureSize.of(bytes.big(at + 7, 2), bytes.big(at + 5, 2)) : Optional.empty();
            }
            at += step(bytes, at, marker);
        }
        return Optional.empty();
    }

    private static int step(Bytes bytes, int at, int marker) {
        if (marker == MARK) {
            return 1;
        }
        boolean alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        return alone ? 2 : 2 + (int) Math.max(bytes.big(at + 2, 2), 2);
    }

    /** SOF0 to SOF15, without the tables DHT, JPG and DAC that have numbers between them. */
    private static boolean frame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
