package dev.trawl.local.sqlite;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;

/** The outcomes of one run in the group that is being written: item and record, 16 bytes each. For one thread. */
final class OutcomeGroup {
    /** Bytes of one outcome. */
    static final int OUTCOME = 2 * Long.BYTES;

    /** Outcomes that there is room for at first. */
    private static final int FEW = 64;

    /** Hears of an outcome. */
    @FunctionalInterface
    interface Reader {
        void outcome(long item, long record) throws SQLException;
    }

    private ByteBuffer bytes = ByteBuffer.allocate(FEW * OUTCOME);

    void add(long item, long record) {
        if (bytes.remaining() < OUTCOME) {
            bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes.flip());
        }
        bytes.putLong(item).putLong(record);
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    /** What was added, which is forgotten now. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes.array(), bytes.position());
        clear();
        return taken;
    }

    void clear() {
        bytes.clear();
    }

    /** Reads what a group's row holds, in order. */
    static void read(byte[] row, Reader reader) throws SQLException {
        ByteBuffer buffer = ByteBuffer.wrap(row);
        while (buffer.hasRemaining()) {
            reader.outcome(buffer.getLong(), buffer.getLong());
        }
    }
}
