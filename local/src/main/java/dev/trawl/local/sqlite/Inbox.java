package dev.trawl.local.sqlite;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What many threads leave for one, in the order in which they left it. Leaving something takes no lock, and wakes
 * the reader only where that has said that it waits for so much: whoever only has something to record must not
 * pay for a wake-up of each record.
 */
final class Inbox<T> {
    /** The newest entry that the reader has not taken over; each holds the one before. */
    private final AtomicReference<@Nullable Node<T>> top = new AtomicReference<>();

    private volatile int enough;
    private volatile @Nullable Thread waiting;

    /** Entries taken over, the oldest first. The reader's alone. */
    private @Nullable Node<T> front;

    /** An entry; the link points to the older one until it is taken over, then to the newer one. */
    private static final class Node<T> {
        private final T entry;
        private @Nullable Node<T> link;
        private int count;
        private boolean hurry;

        Node(T entry) {
            this.entry = entry;
        }

        void above(@Nullable Node<T> older, boolean hurries) {
            link = older;
            count = older == null ? 1 : older.count + 1;
            hurry = hurries || (older != null && older.hurry);
        }
    }

    /** Leaves an entry. For any number of threads. */
    void add(T entry, boolean hurry) {
        Node<T> node = new Node<>(entry);
        Node<T> older;
        do {
            older = top.get();
            node.above(older, hurry);
        } while (!top.compareAndSet(older, node));
        Thread reader = waiting;
        if (reader != null && wakes(node)) {
            waiting = null;
            LockSupport.unpark(reader);
        }
    }

    private boolean wakes(Node<T> newest) {
        return newest.hurry || newest.count >= enough;
    }

    /** The oldest entry; null where there is none. */
    @Nullable
    T poll() {
        if (front == null) {
            front = reversed(top.getAndSet(null));
        }
        Node<T> first = front;
        if (first == null) {
            return null;
        }
        front = first.link;
        return first.entry;
    }

    /** Whether nothing is there to be taken. */
    boolean isEmpty() {
        return front == null && top.get() == null;
    }

    /** Waits, where nothing is there, until so many entries are, or one that hurries; or until the time is over. */
    void await(int entries, long nanos) {
        enough = entries;
        long end = System.nanoTime() + nanos;
        waiting = Thread.currentThread();
        while (front == null && !come() && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(this, end - System.nanoTime());
            waiting = Thread.currentThread();
        }
        waiting = null;
    }

    private boolean come() {
        Node<T> newest = top.get();
        return newest != null && wakes(newest);
    }

    private static <T> @Nullable Node<T> reversed(@Nullable Node<T> newest) {
        Node<T> first = null;
        Node<T> node = newest;
        while (node != null) {
            Node<T> older = node.link;
            node.link = first;
            first = node;
            node = older;
        }
        return first;
    }
}
