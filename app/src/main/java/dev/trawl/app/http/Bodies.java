package dev.trawl.app.http;

import dev.trawl.app.body.PostedBody;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies of requests. All that are in memory at once share one allowance, a quarter of the heap, in which each
 * counts several times: what is made of it is larger. Who finds no room is refused, and not kept waiting with a body half read.
 * Safe for any number of threads.
 */
final class Bodies {
    /** The longest body. */
    static final int BYTES_MAX = PostedBody.BYTES_MAX;

    /** How long a body may take to arrive, whatever its length. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many bytes of memory one of a body stands for: itself, and the tree that is read of it. */
    private static final int WEIGHT = 4;

    private static final int PART_BYTES = 16 << 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** In parts of a body; at least one body fits. */
    private final int partsMax;

    private final Semaphore parts;

    Bodies() {
        long fitting = Runtime.getRuntime().maxMemory() / 4 / WEIGHT / PART_BYTES;
        partsMax = (int) Math.max(BYTES_MAX / PART_BYTES + 1L, Math.min(fitting, Integer.MAX_VALUE));
        parts = new Semaphore(partsMax);
    }

    /** A body in memory; its room is given back when it is closed. */
    final class Body implements AutoCloseable {
        private final byte[] bytes;
        private int taken;

        private Body(byte[] bytes, int taken) {
            this.bytes = bytes;
            this.taken = taken;
        }

        /** All of it; not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            parts.release(taken);
            taken = 0;
        }
    }

    Body read(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return new Body(new byte[0], 0);
        }
        int taken = 0;
        boolean read = false;
        try (InputStream in = request.content().inputStream()) {
            long began = System.nanoTime();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] part = new byte[PART_BYTES];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                bytes.write(part, 0, n);
                require(bytes.size(), System.nanoTime() - began);
                taken += take(bytes.size() / PART_BYTES + 1 - taken);
            }
            read = true;
            return new Body(bytes.toByteArray(), taken);
        } finally {
            if (!read) {
                parts.release(taken);
            }
        }
    }

    private static void require(int bytes, long nanos) {
        if (bytes > BYTES_MAX) {
            throw tooLarge();
        }
        if (nanos > PATIENCE.toNanos()) {
            throw new Refusal(
                    408, "The body did not arrive within " + PATIENCE.toSeconds() + " s; nothing was started");
        }
    }

    static Refusal tooLarge() {
        return new Refusal(413, "A body may have " + BYTES_MAX + " bytes; nothing was started; send it in parts");
    }

    private int take(int more) {
        if (!parts.tryAcquire(more)) {
            throw Refusal.later(
                    "Too many bodies are being read at once; nothing was started; send it again later", RETRY);
        }
        return more;
    }
}
