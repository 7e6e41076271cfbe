package dev.trawl.local.lane;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The memory of the machine that workers may have, given out as each worker's cap, so that the caps of all together fit.
 * Who has least of it by his weight is served first. One worker may always be, however large its cap is. For any number of
 * threads.
 */
final class MemorySlots {
    /** Left to the system and to what Trawl has beside its heap. */
    private static final long REST = 512L << 20;

    /** The least that workers are given, on however small a machine. */
    private static final long LEAST = 256L << 20;

    /** How long someone who has nothing waits for one who has his share. */
    private static final long TURN_NANOS = Duration.ofSeconds(10).toNanos();

    private final long total;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Share> shares = new ArrayList<>();
    private long used;

    /** @param total bytes that all workers may have together */
    MemorySlots(long total, InstantSource clock) {
        this.total = total;
        this.clock = clock;
    }

    /** What this machine, or the container that it is, can give to workers. */
    static long ofMachine() {
        long physical =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory() * 2;
        return Math.max(LEAST, physical - Runtime.getRuntime().maxMemory() - REST);
    }

    /** One run's part. */
    final class Share {
        private final long slot;
        private final int weight;
        private final BooleanSupplier evict;
        private long held;
        private Optional<Hunger> hunger = Optional.empty();

        private Share(long slot, int weight, BooleanSupplier evict) {
            this.slot = slot;
            this.weight = weight;
            this.evict = evict;
        }

        private double poverty() {
            return (double) held / weight;
        }

        /**
         * Takes the memory of one worker.
         *
         * @return false where none came free by then
         */
        boolean take(Instant until) throws InterruptedException {
            lock.lock();
            long came = System.nanoTime();
            Waiter waiter = new Waiter(
                    this,
                    hunger.filter(last -> last.lasts(came)).map(Hunger::since).orElse(came));
            waiters.add(waiter);
            try {
                while (!mayTake(waiter)) {
                    if (!hasRoom(slot)) {
                        makeRoom();
                    }
                    Duration left = Duration.between(clock.instant(), until);
                    long wait = Math.min(left.toNanos(), TURN_NANOS);
                    if (!left.isPositive()) {
                        hunger = held > 0
                                ? Optional.empty()
                                : Optional.of(new Hunger(waiter.since(), System.nanoTime()));
                        return false;
                    }
                    var _ = changed.await(wait, TimeUnit.NANOSECONDS);
                }
                used += slot;
                held += slot;
                hunger = Optional.empty();
                return true;
            } finally {
                waiters.remove(waiter);
                changed.signalAll();
                lock.unlock();
            }
        }

        /** Gives the memory of one worker back. */
        void give() {
            lock.lock();
            try {
                used -= slot;
                held -= slot;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Whether a worker that has ended its item is to make room for one of a run that has less. */
        boolean due() {
            lock.lock();
            try {
                long now = System.nanoTime();
                return waiters.stream().anyMatch(waiter -> waiter.share != this && waiter.due(this, now));
            } finally {
                lock.unlock();
            }
        }

        /** Wakes those who wait: an idle worker may make room now. */
        void idle() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** It takes nothing any more; what it holds it still gives back. */
        void close() {
            lock.lock();
            try {
                shares.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Someone who had nothing waited in vain. Where he soon comes again, he has not lost his turn. */
    private record Hunger(long since, long until) {
        boolean lasts(long now) {
            return now - until <= TURN_NANOS;
        }
    }

    /** Someone who waits for a slot. */
    private record Waiter(Share share, long since) {
        boolean due(Share rich, long now) {
            boolean poorer =
                    (double) (share.held + share.slot) / share.weight <= (double) (rich.held - rich.slot) / rich.weight;
            return poorer || (share.held == 0 && now - since > TURN_NANOS);
        }
    }

    /**
     * A share of a run.
     *
     * @param slot bytes that each of its workers may have
     * @param weight how much it is due, beside others
     * @param evict lets one of its idle workers leave, and says whether it had one; called under the lock, waits for nobody
     */
    Share share(long slot, int weight, BooleanSupplier evict) {
        Share share = new Share(slot, weight, evict);
        lock.lock();
        try {
            shares.add(share);
        } finally {
            lock.unlock();
        }
        return share;
    }

    private boolean mayTake(Waiter waiter) {
        return hasRoom(waiter.share.slot) && first().equals(waiter);
    }

    private boolean hasRoom(long slot) {
        return used == 0 || used + slot <= total;
    }

    /** An idle worker leaves, one of who has most. Its memory comes free when nothing of it is left. */
    private void makeRoom() {
        var _ = shares.stream()
                .sorted(Comparator.comparingDouble(Share::poverty).reversed())
                .anyMatch(share -> share.evict.getAsBoolean());
    }

    /** The poorest is served first, of equally poor ones the one who came first. */
    private Waiter first() {
        return waiters.stream()
                .min(Comparator.comparingDouble((Waiter waiter) -> waiter.share.poverty())
                        .thenComparingLong(Waiter::since))
                .orElseThrow();
    }
}
