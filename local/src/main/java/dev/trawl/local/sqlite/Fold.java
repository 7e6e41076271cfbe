package dev.trawl.local.sqlite;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What is kept of each item of a page, eight bytes an item: two bits of state, six of attempts, 24 of
 * milliseconds, 32 of bytes. What does not fit is cut to the largest that does.
 */
final class Fold {
    /** Bytes an item. */
    static final int RECORD = Long.BYTES;

    private static final int ATTEMPTS_MAX = 63;
    private static final long MILLISECONDS_MAX = (1L << 24) - 1;
    private static final long BYTES_MAX = (1L << 32) - 1;

    /** Where an item is. */
    enum State {
        OPEN(0),
        DONE(1),
        DEAD(2),
        WAITING(3);

        private static final State[] OF_BITS = {OPEN, DONE, DEAD, WAITING};

        private final int bits;

        State(int bits) {
            this.bits = bits;
        }
    }

    private Fold() {}

    static long record(State state, int attempts, Duration took, long bytes) {
        long head = (long) Math.min(attempts, ATTEMPTS_MAX) << 2 | state.bits;
        long time = Math.clamp(took.toMillis(), 0L, MILLISECONDS_MAX);
        return head << 56 | time << 32 | Math.clamp(bytes, 0L, BYTES_MAX);
    }

    static State state(long record) {
        return State.OF_BITS[(int) (record >>> 56) & 3];
    }

    static int attempts(long record) {
        return (int) (record >>> 58) & ATTEMPTS_MAX;
    }

    static long milliseconds(long record) {
        return record >>> 32 & MILLISECONDS_MAX;
    }

    static byte[] bytes(long[] records) {
        ByteBuffer bytes = ByteBuffer.allocate(records.length * RECORD);
        bytes.asLongBuffer().put(records);
        return bytes.array();
    }

    static long[] records(byte[] bytes) {
        long[] records = new long[bytes.length / RECORD];
        ByteBuffer.wrap(bytes).asLongBuffer().get(records);
        return records;
    }
}
