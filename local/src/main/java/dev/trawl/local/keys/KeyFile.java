package dev.trawl.local.keys;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Sorted hashes with their filter in a mapped file, whose memory the system gives and takes. For one thread. */
final class KeyFile {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** How often a hash's place is guessed anew from what was found at the last one. */
    private static final int GUESSES = 8;

    /** So near, it is walked to. */
    private static final int NEAR = 8;

    /** Bytes that are summed at once. */
    private static final int SUMMED_AT_ONCE = 1 << 20;

    private final Path path;
    private final KeyFileHead head;
    private final Arena arena;
    private final MemorySegment bytes;
    private final long hashesAt;
    private final long blocks;

    private KeyFile(Path path, KeyFileHead head, Arena arena, MemorySegment bytes) {
        this.path = path;
        this.head = head;
        this.arena = arena;
        this.bytes = bytes;
        this.hashesAt = head.hashesAt();
        this.blocks = KeyFilter.blocks(head.count());
    }

    /** What a file says it holds; empty where that can't be: cut off, damaged, or not one of ours. */
    static Optional<KeyFileHead> head(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(KeyFileHead.BYTES);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // Short reads go on.
            }
            return KeyFileHead.read(bytes.flip()).filter(head -> fits(head, path));
        }
    }

    private static boolean fits(KeyFileHead head, Path path) {
        return path.toFile().length() == head.fileBytes();
    }

    /** Maps a file whose head was read. */
    static KeyFile open(Path path, KeyFileHead head) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel file = FileChannel.open(path, READ)) {
            return new KeyFile(path, head, arena, file.map(FileChannel.MapMode.READ_ONLY, 0, head.fileBytes(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    KeyFileHead head() {
        return head;
    }

    long count() {
        return head.count();
    }

    /** Whether everything in it is as it was written; reads all of it. */
    boolean whole() {
        return sum(KeyFileHead.BYTES, hashesAt) == head.filterSum()
                && sum(hashesAt, head.fileBytes()) == head.hashesSum();
    }

    private int sum(long from, long to) {
        CRC32C sum = new CRC32C();
        for (long at = from; at < to; at += SUMMED_AT_ONCE) {
            sum.update(bytes.asSlice(at, Math.min(SUMMED_AT_ONCE, to - at)).asByteBuffer());
        }
        return (int) sum.getValue();
    }

    /** The first half of the hash at a place. */
    long high(long at) {
        return bytes.get(WORD, hashesAt + at * KeyFileHead.HASH_BYTES);
    }

    /** The second half of the hash at a place. */
    long low(long at) {
        return bytes.get(WORD, hashesAt + at * KeyFileHead.HASH_BYTES + Long.BYTES);
    }

    /** Whether a hash is in it. */
    boolean has(long high, long low) {
        return mayHave(high, low) && found(high, low);
    }

    private boolean mayHave(long high, long low) {
        long block = KeyFileHead.BYTES + KeyFilter.block(high, blocks) * KeyFilter.BLOCK_BYTES;
        for (int probe = 0; probe < KeyFilter.PROBES; probe++) {
            int bit = KeyFilter.bit(low, probe);
            if ((bytes.get(WORD, block + (bit >>> 6) * (long) Long.BYTES) >>> bit & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean found(long high, long low) {
        long last = head.count() - 1;
        long at = near(high);
        while (at < last && KeyTable.less(high(at), low(at), high, low)) {
            at++;
        }
        while (at > 0 && !KeyTable.less(high(at - 1), low(at - 1), high, low)) {
            at--;
        }
        return high(at) == high && low(at) == low;
    }

    /** A place near where a hash would lie: hashes lie evenly, so its value says where. */
    private long near(long high) {
        long at = Math.unsignedMultiplyHigh(high, head.count());
        for (int guess = 0; guess < GUESSES; guess++) {
            long there = high(at);
            long far = Long.compareUnsigned(high, there) >= 0
                    ? Math.unsignedMultiplyHigh(high - there, head.count())
                    : -Math.unsignedMultiplyHigh(there - high, head.count());
            if (Math.abs(far) <= NEAR) {
                return at;
            }
            at = Math.clamp(at + far, 0L, head.count() - 1);
        }
        return at;
    }

    /** Lets go of it; the file stays. */
    void close() {
        arena.close();
    }

    /** Lets go of it and removes it. */
    void remove() throws IOException {
        close();
        Files.deleteIfExists(path);
    }
}
