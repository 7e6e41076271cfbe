package dev.trawl.local.sqlite;

import dev.trawl.local.sqlite.Fold.State;
import org.jspecify.annotations.Nullable;

/** The state of one page's items in memory. */
final class PageBook {
    final long first;
    private final long[] records;
    private int untried;
    private boolean dirty;
    private boolean dropped;

    PageBook(long first, long[] records) {
        this.first = first;
        this.records = records;
        for (long record : records) {
            untried += Fold.state(record) == State.OPEN ? 1 : 0;
        }
    }

    /** As it is in the file, where a page that nobody has worked has no fold. */
    static PageBook of(long first, int count, byte @Nullable [] fold) {
        return new PageBook(first, fold == null ? new long[count] : Fold.records(fold));
    }

    int count() {
        return records.length;
    }

    boolean has(long item) {
        return item >= first && item < first + records.length;
    }

    State state(long item) {
        return Fold.state(records[(int) (item - first)]);
    }

    void set(long item, long record) {
        int at = (int) (item - first);
        untried -= Fold.state(records[at]) == State.OPEN ? 1 : 0;
        untried += Fold.state(record) == State.OPEN ? 1 : 0;
        records[at] = record;
        dirty = true;
    }

    /** Whether nobody needs its payload any more. */
    boolean tried() {
        return untried == 0;
    }

    /** Whether its fold in the file is behind. */
    boolean dirty() {
        return dirty;
    }

    /** It is no longer what the file is written from. */
    void drop() {
        dropped = true;
    }

    boolean dropped() {
        return dropped;
    }

    /** Its fold, which is written now. */
    byte[] folded() {
        dirty = false;
        return Fold.bytes(records);
    }
}
