package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Many short texts in little memory: their bytes one after the other, and where each ends. */
final class TextLines {
    private final byte[] bytes;
    private final int[] ends;
    private final long sum;

    private TextLines(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
        CRC32 crc = new CRC32();
        crc.update(bytes);
        this.sum = crc.getValue();
    }

    int size() {
        return ends.length;
    }

    /** A sum of all of them; 0 hardly ever. */
    long sum() {
        return sum;
    }

    String get(int number) {
        int begin = number == 0 ? 0 : ends[number - 1];
        return new String(bytes, begin, ends[number] - begin, UTF_8);
    }

    /** Collects them. For one thread. */
    static final class Draft {
        private static final int ENDS_FIRST = 1_024;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int[] ends = new int[ENDS_FIRST];
        private int size;

        /** Adds a text without the white space around it; nothing where nothing is left. */
        void add(String text) {
            String bare = text.strip();
            if (!bare.isEmpty()) {
                bytes.writeBytes(bare.getBytes(UTF_8));
                ends = size < ends.length ? ends : Arrays.copyOf(ends, size * 2);
                ends[size++] = bytes.size();
            }
        }

        TextLines done() {
            return new TextLines(bytes.toByteArray(), Arrays.copyOf(ends, size));
        }
    }
}
