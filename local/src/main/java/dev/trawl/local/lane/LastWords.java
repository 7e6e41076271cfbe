package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a process says on standard error: read away as fast as it comes, of which the end is remembered. */
final class LastWords {
    /** Bytes of what was said last that a message repeats. */
    private static final int BYTES_MAX = 400;

    private static final int BUFFER_BYTES = 64 * 1024;

    private byte[] words = {};

    /** Who hears all of it. */
    @FunctionalInterface
    interface Hearer {
        void hear(byte[] bytes, int from, int to);
    }

    /** Reads a stream to its end. */
    void drain(InputStream stream, Hearer hearer) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            remember(buffer, read);
            hearer.hear(buffer, 0, read);
        }
    }

    private synchronized void remember(byte[] buffer, int read) {
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        int fresh = Math.min(read, BYTES_MAX);
        int kept = Math.min(words.length, BYTES_MAX - fresh);
        last.write(words, words.length - kept, kept);
        last.write(buffer, read - fresh, fresh);
        words = last.toByteArray();
    }

    /** The end of what was said so far; empty where nothing was. */
    synchronized Optional<String> said() {
        return Optional.of(new String(words, UTF_8).strip()).filter(text -> !text.isEmpty());
    }
}
