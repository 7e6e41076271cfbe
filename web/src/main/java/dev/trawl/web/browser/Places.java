package dev.trawl.web.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The pages that may be open at once, shared by all runs: a place that comes free goes to the run that has fewest, of equal ones
 * to the page that came first. So a run of few pages does not wait behind all those of another. For any number of threads.
 */
final class Places {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiters = new ArrayList<>();
    private int free;

    /** @param places that there are */
    Places(int places) {
        this.free = places;
    }

    /** A page that waits, and what tells it that it has its place. */
    private static final class Waiter {
        private final Share share;
        private final Condition served;
        private boolean has;

        Waiter(Share share, Condition served) {
            this.share = share;
            this.served = served;
        }
    }

    /** What one run has of them. */
    final class Share {
        private int held;

        /** A place of it; false where none came free within that time. */
        boolean take(Duration within) throws InterruptedException {
            lock.lock();
            Waiter waiter = new Waiter(this, lock.newCondition());
            waiters.add(waiter);
            try {
                serve();
                long left = within.toNanos();
                while (!waiter.has && left > 0) {
                    left = waiter.served.awaitNanos(left);
                }
                return waiter.has;
            } catch (InterruptedException e) {
                if (waiter.has) {
                    giveBack();
                }
                throw e;
            } finally {
                waiters.remove(waiter);
                lock.unlock();
            }
        }

        /** Gives it back. */
        void give() {
            lock.lock();
            try {
                giveBack();
            } finally {
                lock.unlock();
            }
        }

        private void giveBack() {
            held--;
            free++;
            serve();
        }
    }

    /** The share of a run; it has none yet. */
    Share share() {
        return new Share();
    }

    /** Under the lock. */
    private void serve() {
        while (free > 0 && !waiters.isEmpty()) {
            Waiter next = waiters.stream()
                    .min(Comparator.comparingInt(waiter -> waiter.share.held))
                    .orElseThrow();
            waiters.remove(next);
            next.has = true;
            next.share.held++;
            free--;
            next.served.signal();
        }
    }

    /** How many pages wait. */
    int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }
}
