package dev.trawl.local.keys;

/**
 * A blocked Bloom filter (Putze, Sanders, Singler 2007): which block, says the first half of a hash, in the order
 * of the hashes; which bits of it, the second half. So it is written in one pass beside sorted hashes, and asked
 * with one line of the processor's cache. One hash in about 100 that is not there seems to be.
 */
final class KeyFilter {
    /** Bytes of a block: a line of the cache. */
    static final int BLOCK_BYTES = 64;

    /** Words of a block. */
    static final int BLOCK_WORDS = BLOCK_BYTES / Long.BYTES;

    /** Bits that a hash sets in its block. */
    static final int PROBES = 6;

    private static final int BITS_PER_HASH = 12;
    private static final int BLOCK_BITS = BLOCK_BYTES * Byte.SIZE;
    private static final int PROBE_BITS = 9;

    private KeyFilter() {}

    /** Blocks for so many hashes. */
    static long blocks(long hashes) {
        return hashes * BITS_PER_HASH / BLOCK_BITS + 1;
    }

    /** Bytes for so many hashes. */
    static long bytes(long hashes) {
        return blocks(hashes) * BLOCK_BYTES;
    }

    /** The block of a hash. */
    static long block(long high, long blocks) {
        return Math.unsignedMultiplyHigh(high, blocks);
    }

    /** The place in the block, 0 to 511, of one of a hash's bits. */
    static int bit(long low, int probe) {
        return (int) (low >>> (probe * PROBE_BITS)) & (BLOCK_BITS - 1);
    }
}
