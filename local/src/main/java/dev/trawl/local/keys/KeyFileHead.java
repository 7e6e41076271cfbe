package dev.trawl.local.keys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The beginning of a file of keys: what it covers, and by which it is known whether it is whole.
 *
 * @param tag of the secret that its hashes were made with
 * @param from the first item whose key it holds
 * @param to behind the last item whose key it holds
 * @param count hashes in it
 * @param filterSum CRC-32C of the filter
 * @param hashesSum CRC-32C of the hashes
 */
record KeyFileHead(long tag, long from, long to, long count, int filterSum, int hashesSum) {
    /** Bytes of it. */
    static final int BYTES = 64;

    /** Bytes of one hash. */
    static final int HASH_BYTES = 16;

    private static final long MAGIC = 0x3153_5945_4b4c_5754L;
    private static final int SUMMED = 48;

    /** Where the hashes begin. */
    long hashesAt() {
        return BYTES + KeyFilter.bytes(count);
    }

    /** Bytes of the whole file. */
    long fileBytes() {
        return hashesAt() + count * HASH_BYTES;
    }

    ByteBuffer written() {
        ByteBuffer head = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(MAGIC).putLong(tag).putLong(from).putLong(to).putLong(count);
        head.putInt(filterSum).putInt(hashesSum);
        head.putInt(sum(head));
        return head.rewind();
    }

    /** Reads it; empty where it is no head, or a damaged one. */
    static Optional<KeyFileHead> read(ByteBuffer bytes) {
        ByteBuffer head = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (head.remaining() < BYTES || head.getLong() != MAGIC) {
            return Optional.empty();
        }
        KeyFileHead found = new KeyFileHead(
                head.getLong(), head.getLong(), head.getLong(), head.getLong(), head.getInt(), head.getInt());
        int sum = head.getInt(SUMMED);
        return sum == sum(head) && found.sensible() ? Optional.of(found) : Optional.empty();
    }

    private boolean sensible() {
        return from >= 0 && from < to && count > 0 && count <= to - from;
    }

    private static int sum(ByteBuffer head) {
        CRC32C sum = new CRC32C();
        sum.update(head.duplicate().position(0).limit(SUMMED));
        return (int) sum.getValue();
    }
}
