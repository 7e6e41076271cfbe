package dev.trawl.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Places at keys, given in order of arrival. Nobody waits in a lock: who finds no place leaves a ticket and
 * waits for that. A key that nobody is in and nobody waits for is forgotten.
 */
final class Places {
    /** Waits for one of so many places. */
    record Ticket(int places, Semaphore granted) {}

    /** Who is at a key. Changed only inside the map's own exclusion for the key. */
    private static final class Key {
        private final Deque<Ticket> waiting = new ArrayDeque<>();
        private int in;

        /** Lets in whom there is room for, from the front; whoever wants more room holds up those behind. */
        void admit() {
            while (!waiting.isEmpty() && in < waiting.element().places) {
                in++;
                waiting.remove().granted.release();
            }
        }
    }

    private final ConcurrentHashMap<String, Key> keys = new ConcurrentHashMap<>();

    /** Waits for a place; what is returned gives it back, once. */
    Runnable take(String key, int places) throws InterruptedException {
        Ticket ticket = new Ticket(places, new Semaphore(0));
        enter(key, ticket);
        try {
            ticket.granted.acquire();
        } catch (InterruptedException e) {
            withdraw(key, ticket);
            throw e;
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(key);
            }
        };
    }

    int keys() {
        return keys.size();
    }

    private void enter(String key, Ticket ticket) {
        keys.compute(key, (name, known) -> {
            Key at = known == null ? new Key() : known;
            at.waiting.add(ticket);
            at.admit();
            return at;
        });
    }

    private void leave(String key) {
        keys.computeIfPresent(key, (name, at) -> {
            at.in--;
            at.admit();
            return at.in == 0 ? null : at;
        });
    }

    /** A ticket that was granted while its owner was interrupted is given back. */
    private void withdraw(String key, Ticket ticket) {
        keys.computeIfPresent(key, (name, at) -> {
            if (!at.waiting.remove(ticket)) {
                at.in--;
            }
            at.admit();
            return at.in == 0 ? null : at;
        });
    }
}
