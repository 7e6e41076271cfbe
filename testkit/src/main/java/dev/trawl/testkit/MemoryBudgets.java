package dev.trawl.testkit;

import dev.trawl.core.port.Budgets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Budgets that forget everything with the process, for tests. Safe for any number of threads. */
public final class MemoryBudgets implements Budgets {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Instant> free = new HashMap<>();
    private final Map<String, Instant> held = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();

    /** Budgets by this clock. */
    public MemoryBudgets(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Key {
        private final Deque<Long> waiting = new ArrayDeque<>();
        private int taken;
        private int most;
        private long tickets;
    }

    @Override
    public Instant reserve(String key, Duration spacing) {
        return locked(() -> {
            Instant slot = later(free(key), clock.instant());
            free.put(key, slot.plus(spacing));
            return slot;
        });
    }

    @Override
    public void hold(String key, Instant until) {
        locked(() -> {
            held.put(key, later(held.getOrDefault(key, Instant.EPOCH), until));
            return free.put(key, later(free(key), until));
        });
    }

    @Override
    public Instant freeAt(String key) {
        return locked(() -> free(key));
    }

    @Override
    public Instant heldUntil(String key) {
        return locked(() -> held.getOrDefault(key, Instant.EPOCH));
    }

    @Override
    public Lease lease(String key, int places) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Key at = key(key);
            enter(at, places);
            return () -> leave(at);
        } finally {
            lock.unlock();
        }
    }

    /** Places of a key that are taken now. */
    public int taken(String key) {
        return locked(() -> key(key).taken);
    }

    /** The most places of a key that were taken at once. */
    public int most(String key) {
        return locked(() -> key(key).most);
    }

    private void enter(Key at, int places) throws InterruptedException {
        Long ticket = at.tickets++;
        at.waiting.addLast(ticket);
        try {
            while (!ticket.equals(at.waiting.peekFirst()) || at.taken >= places) {
                changed.await();
            }
            at.taken++;
            at.most = Math.max(at.most, at.taken);
        } finally {
            at.waiting.remove(ticket);
            changed.signalAll();
        }
    }

    private void leave(Key at) {
        locked(() -> {
            at.taken--;
            changed.signalAll();
            return at;
        });
    }

    private Key key(String name) {
        return keys.computeIfAbsent(name, _ -> new Key());
    }

    private Instant free(String key) {
        return free.getOrDefault(key, Instant.EPOCH);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
