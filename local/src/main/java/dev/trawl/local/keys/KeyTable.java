package dev.trawl.local.keys;

/**
 * Hashes in memory, without an object each: open addressing in the order of the hashes themselves, so that what
 * is sorted out of it lies nearly in order already.
 *
 * <h2>Layout</h2>
 *
 * A place is two longs. A hash's first place is its top bits; it lies there or behind, at the next free one.
 * Nothing wraps around: behind the last first place there is room for a few that were pushed out.
 */
final class KeyTable {
    /** Bytes of one place. */
    static final int PLACE_BYTES = 2 * Long.BYTES;

    /** The largest table that one array can hold. */
    static final int BITS_MAX = 29;

    private static final int BITS_MIN = 6;

    private final int bitsMax;
    private int bits;
    private long[] places;
    private int count;

    /** @param bitsMax how many bits of a hash name its first place at most: the size it may grow to */
    KeyTable(int bitsMax) {
        this.bitsMax = Math.clamp(bitsMax, BITS_MIN, BITS_MAX);
        this.bits = BITS_MIN;
        this.places = empty(BITS_MIN);
    }

    /** The largest table that has, with the one it grew out of, no more than so many bytes. */
    static int bitsFor(long bytes) {
        return 63 - Long.numberOfLeadingZeros(Math.max(bytes / PLACE_BYTES, 1) * 2 / 3);
    }

    int count() {
        return count;
    }

    long bytes() {
        return (long) places.length * Long.BYTES;
    }

    /** Whether there may be no room for one more. */
    boolean full() {
        return bits >= bitsMax && crowded();
    }

    /** Adds a hash; false where it is there already. Grows beyond its size only where nobody empties it when full. */
    boolean add(long high, long low) {
        if (crowded()) {
            grow();
        }
        int at = find(high, low);
        while (at < 0) {
            grow();
            at = find(high, low);
        }
        if ((places[at] | places[at + 1]) != 0) {
            return false;
        }
        places[at] = high;
        places[at + 1] = low;
        count++;
        return true;
    }

    /** Whether a hash is there. */
    boolean has(long high, long low) {
        int at = find(high, low);
        return at >= 0 && (places[at] | places[at + 1]) != 0;
    }

    /** Hands everything out, two longs a hash, smallest first by unsigned order, and is empty then. */
    long[] drain() {
        long[] sorted = sorted();
        bits = BITS_MIN;
        places = empty(BITS_MIN);
        count = 0;
        return sorted;
    }

    /** Where a hash lies or would lie; -1 where the room behind the last place is used up. */
    private int find(long high, long low) {
        int at = 2 * (int) (high >>> (Long.SIZE - bits));
        for (; at < places.length; at += 2) {
            long there = places[at];
            if ((there == high && places[at + 1] == low) || (there | places[at + 1]) == 0) {
                return at;
            }
        }
        return -1;
    }

    private boolean crowded() {
        return 3L * count >= 2L << bits;
    }

    private void grow() {
        long[] before = places;
        bits++;
        places = empty(bits);
        count = 0;
        for (int at = 0; at < before.length; at += 2) {
            if ((before[at] | before[at + 1]) != 0) {
                add(before[at], before[at + 1]);
            }
        }
    }

    private long[] sorted() {
        long[] sorted = new long[2 * count];
        int used = 0;
        for (int at = 0; at < places.length; at += 2) {
            if ((places[at] | places[at + 1]) != 0) {
                insert(sorted, used, places[at], places[at + 1]);
                used += 2;
            }
        }
        return sorted;
    }

    /** Moves a hash forward to where it belongs: a few places. */
    private static void insert(long[] sorted, int used, long high, long low) {
        int at = used;
        while (at > 0 && less(high, low, sorted[at - 2], sorted[at - 1])) {
            sorted[at] = sorted[at - 2];
            sorted[at + 1] = sorted[at - 1];
            at -= 2;
        }
        sorted[at] = high;
        sorted[at + 1] = low;
    }

    /** Whether one hash comes before another. */
    static boolean less(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order < 0 : Long.compareUnsigned(low, otherLow) < 0;
    }

    private static long[] empty(int bits) {
        return new long[2 * ((1 << bits) + (8 << (bits / 2)))];
    }
}
