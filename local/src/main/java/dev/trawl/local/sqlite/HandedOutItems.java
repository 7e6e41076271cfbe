package dev.trawl.local.sqlite;

import org.jspecify.annotations.Nullable;

/**
 * The items of a run that are handed out, by number: a table with open addressing, as one entry of a general map
 * costs a number object and a node for every item that is worked. For one thread.
 */
final class HandedOutItems {
    /** Places at first; a power of two. */
    private static final int PLACES_MIN = 64;

    /** Where a number is looked for first: neighbours in a page lie apart (2 to the 64th, divided by the golden ratio). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private @Nullable HandedOut[] table = new @Nullable HandedOut[PLACES_MIN];
    private int size;

    /** The largest number that was ever put in: whoever hands out in order need not look for those behind it. */
    private long largest = -1;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean containsKey(long item) {
        return item <= largest && get(item) != null;
    }

    @Nullable
    HandedOut get(long item) {
        return table[find(item)];
    }

    /** Puts an item in, in the place of what was there under its number. */
    void put(HandedOut item) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        int at = find(item.number());
        size += table[at] == null ? 1 : 0;
        table[at] = item;
        largest = Math.max(largest, item.number());
    }

    /** Takes an item out; nothing happens where it is not there. */
    void remove(long item) {
        int at = find(item);
        if (table[at] == null) {
            return;
        }
        size--;
        table[at] = null;
        close(at);
    }

    void clear() {
        table = new @Nullable HandedOut[PLACES_MIN];
        size = 0;
        largest = -1;
    }

    /** Where a number is, or would be. */
    private int find(long item) {
        int at = home(item);
        for (HandedOut there = table[at]; there != null && there.number() != item; there = table[at]) {
            at = next(at);
        }
        return at;
    }

    /** Moves back into a gap what would not be found behind it. */
    private void close(int gap) {
        int free = gap;
        int at = next(gap);
        for (HandedOut there = table[at]; there != null; there = table[at]) {
            int home = home(there.number());
            if (distance(home, at) >= distance(free, at)) {
                table[free] = there;
                table[at] = null;
                free = at;
            }
            at = next(at);
        }
    }

    private void grow() {
        @Nullable HandedOut[] before = table;
        table = new @Nullable HandedOut[2 * before.length];
        for (HandedOut each : before) {
            if (each != null) {
                table[find(each.number())] = each;
            }
        }
    }

    private int home(long item) {
        return (int) ((item * SPREAD) >>> Long.numberOfLeadingZeros(table.length - 1L));
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (table.length - 1);
    }
}
