package dev.trawl.local;

import dev.trawl.core.OpenItem;
import dev.trawl.core.dispatch.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One handing of a chunk to a worker. Its items are worked at once where they block, each on a thread, and one
 * after the other where they do not: a thread that takes an item while others are left first has another one
 * begun, which finds nothing left unless the first was held up. So quick items cost no thread each, and nobody
 * needs to know beforehand which are quick. For the threads that work it.
 */
final class Delivery {
    private final List<OpenItem> items;
    private final AtomicInteger taken = new AtomicInteger();
    private final Hands hands;
    private volatile boolean stopped;

    /** What it is worked with. */
    interface Hands {
        /** Whether it was told to stop; whoever hears of it later than by an interrupt hears of it so. */
        boolean over();

        /** Has one more thread work the delivery. */
        void more();

        /** Works an item. */
        void work(OpenItem item) throws InterruptedException;

        /** Puts back an item that was not begun, or not ended, when the delivery was stopped. */
        void back(OpenItem item);

        /** Has those heard of that have left, as what comes next may take long. */
        void tell();
    }

    Delivery(Step.Work chunk, Hands hands) {
        this.items = chunk.chunk();
        this.hands = hands;
    }

    /** Takes items and works them until none is left, on this thread. */
    void work() {
        hands.tell();
        int at = taken.getAndIncrement();
        if (left()) {
            hands.more();
        }
        while (at < items.size()) {
            if (!left()) {
                hands.tell();
            }
            work(items.get(at));
            at = taken.getAndIncrement();
        }
        hands.tell();
    }

    /** Whether there are items that nobody has taken. */
    private boolean left() {
        return taken.get() < items.size();
    }

    private void work(OpenItem item) {
        if (Thread.interrupted() || hands.over()) {
            stopped = true;
        }
        if (stopped) {
            hands.back(item);
            return;
        }
        try {
            hands.work(item);
        } catch (InterruptedException e) {
            // The thread is not lost: what is left of the delivery is put back by it.
            stopped = true;
            hands.back(item);
        } catch (RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }
}
