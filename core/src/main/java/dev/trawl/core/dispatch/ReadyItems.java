package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The ready window of one run: a small queue per budget key. Keys that may be asked stand in a ring and are
 * served in turn; keys that may not be asked yet stand in a heap by the instant at which they may. What a key
 * that is held for long has here rests in the ledger, and so does the surplus of slow keys where it keeps others out.
 */
final class ReadyItems {
    /** Items of a key that is held for longer rest in the ledger, so that they do not fill the window. */
    static final Duration HELD_MAX = Duration.ofSeconds(5);

    /** A slot of a paced key that is so near may be begun: its worker waits for it, so that no slot is missed. */
    static final Duration SLOT_NEAR = Duration.ofMillis(20);

    /** Stands for items that ask no budget. */
    private static final String NO_KEY = "";

    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Deque<KeyQueue> ring = new ArrayDeque<>();
    private final PriorityQueue<KeyQueue> held = new PriorityQueue<>(Comparator.comparing((KeyQueue q) -> q.freeAt));
    private final List<Surplus.Rest> heldLong = new ArrayList<>();
    private final Surplus surplus = new Surplus();
    private final KeyTimes times;
    private int count;
    private long bytes;

    ReadyItems(KeyTimes times) {
        this.times = times;
    }

    /**
     * Items of one key that begin together.
     *
     * @param items none where no key may be asked now
     */
    record Taken(KeyQueue queue, List<OpenItem> items) {
        private static final Taken NOTHING = new Taken(new KeyQueue(NO_KEY), List.of());
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    void add(String key, OpenItem item) {
        KeyQueue queue = queues.computeIfAbsent(key, KeyQueue::new);
        surplus.back(queue, item.number());
        if (queue.full() && surplus.takes()) {
            surplus.put(queue, item, queue.away ? queue.freeAt : Instant.MIN);
            return;
        }
        queue.items.add(item);
        count++;
        bytes += item.item().value().size();
        enqueue(queue);
    }

    /** A chunk of one key. */
    Taken take(int most, int perKey, Instant now) {
        wake(now);
        for (int n = ring.size(); n > 0; n--) {
            KeyQueue queue = ring.remove();
            queue.queued = false;
            int room = queue.key.equals(NO_KEY) ? most : Math.min(most, perKey - queue.inFlight);
            if (room <= 0 || hold(queue, perKey, now)) {
                continue; // Comes back when one of its items leaves, or when it may be asked.
            }
            List<OpenItem> chunk = take(queue, Math.min(room, slots(queue)), now);
            enqueue(queue);
            surplus.look(queue);
            return new Taken(queue, chunk);
        }
        return Taken.NOTHING;
    }

    /** An item of a key has begun without having stood in its queue. */
    KeyQueue begun(String key, Instant now) {
        KeyQueue queue = queues.computeIfAbsent(key, KeyQueue::new);
        queue.begun(1, now);
        return queue;
    }

    /** An item of a key has left its place. */
    void left(KeyQueue queue) {
        queue.inFlight--;
        queue.tempo.ended();
        enqueue(queue);
        surplus.look(queue);
        drop(queue);
    }

    /** What is to rest in the ledger from now on. */
    List<Surplus.Rest> leave(Instant now) {
        List<Surplus.Rest> rests = surplus.leave(now);
        if (heldLong.isEmpty()) {
            return rests;
        }
        List<Surplus.Rest> all = new ArrayList<>(rests);
        all.addAll(heldLong);
        heldLong.clear();
        return all;
    }

    /**
     * Makes room for others: what a key has beyond what it can do in a time rests in the ledger.
     *
     * @param least what every key keeps
     */
    void thin(Instant now, Duration horizon, int least) {
        for (KeyQueue queue : queues.values()) {
            int keep = Math.max(least, within(horizon, queue, now));
            if (!queue.key.equals(NO_KEY) && queue.items.size() > keep) {
                queue.keep = keep;
                thin(queue);
            }
        }
    }

    private static int within(Duration horizon, KeyQueue queue, Instant now) {
        return (int) Math.min(Integer.MAX_VALUE, queue.tempo.perSecond(now) * horizon.toMillis() / 1_000);
    }

    private void thin(KeyQueue queue) {
        Deque<OpenItem> beyond = new ArrayDeque<>();
        while (queue.items.size() > queue.keep) {
            beyond.addFirst(queue.items.removeLast());
        }
        for (OpenItem item : beyond) {
            if (surplus.takes()) {
                forget(item);
                surplus.put(queue, item, Instant.MIN);
            } else {
                queue.items.add(item);
            }
        }
    }

    /** Whether items that rest are to be called back now. */
    boolean wanted() {
        return surplus.wanted();
    }

    /** Numbers of items that rest and are to be handed out again; those of a key that is held stay where they are. */
    List<Long> recall(int most, Instant now) {
        List<Long> numbers = new ArrayList<>();
        for (KeyQueue queue : surplus.low()) {
            Instant free = queue.next(times.freeAt().apply(queue.key));
            if (!free.isAfter(now.plus(HELD_MAX))) {
                // Measured again each time: a key may have become quicker.
                queue.keep = Math.max(queue.keep, within(HELD_MAX, queue, now));
                surplus.recall(queue, numbers, most);
                drop(queue);
            } else if (!queue.queued) {
                stand(queue, free);
                queue.away = true;
            }
        }
        return numbers;
    }

    /** The ledger has answered what was called back; those that it had no room for are called again. */
    void answered(boolean more) {
        surplus.answered(more).forEach(this::drop);
    }

    /** When the next held key may be asked; {@link Instant#MAX} where none is held. */
    Instant wakeAt() {
        KeyQueue first = held.peek();
        return first == null ? Instant.MAX : first.freeAt;
    }

    /** When a key may be asked, as it was last known. */
    Instant freeAt(String key) {
        return key.equals(NO_KEY) ? Instant.MIN : times.freeAt().apply(key);
    }

    /** The key with the most items before it; empty where none has any. */
    Optional<Glance.Key> slowest() {
        return queues.values().stream()
                .filter(queue -> !queue.key.equals(NO_KEY))
                .max(Comparator.comparingInt(ReadyItems::before))
                .map(queue -> new Glance.Key(queue.key, before(queue), freeAt(queue.key)));
    }

    private static int before(KeyQueue queue) {
        return queue.items.size() + queue.inFlight + queue.resting.size() + queue.called;
    }

    /** Drops everything that is not in flight. */
    void clear() {
        ring.clear();
        held.clear();
        heldLong.clear();
        surplus.clear();
        queues.values().forEach(queue -> {
            queue.items.clear();
            queue.resting.clear();
            queue.queued = false;
            queue.away = false;
        });
        queues.values().removeIf(KeyQueue::idle);
        count = 0;
        bytes = 0;
    }

    private void wake(Instant now) {
        while (!held.isEmpty() && !held.peek().freeAt.isAfter(now)) {
            KeyQueue queue = held.remove();
            queue.queued = false;
            queue.away = false;
            enqueue(queue);
            surplus.look(queue);
        }
    }

    /** Whether a key may not be asked yet; it stands among the held ones then, or its items rest. */
    private boolean hold(KeyQueue queue, int perKey, Instant now) {
        if (queue.key.equals(NO_KEY)) {
            return false;
        }
        queue.learn(times.spacing().apply(queue.key));
        Instant free = queue.next(times.freeAt().apply(queue.key));
        Instant from = queue.spacing().isZero() || free.equals(Instant.MIN) ? free : free.minus(SLOT_NEAR);
        if (!from.isAfter(now)) {
            return false;
        }
        if (from.isAfter(now.plus(HELD_MAX))) {
            rest(queue, perKey, free);
        } else {
            stand(queue, from);
        }
        return true;
    }

    private void stand(KeyQueue queue, Instant from) {
        queue.freeAt = from;
        queue.queued = true;
        held.add(queue);
    }

    /** Everything of a key rests; when it may be asked, its items are called back a few at a time. */
    private void rest(KeyQueue queue, int perKey, Instant until) {
        queue.keep = queue.spacing().isZero() ? 2 * perKey : (int) Math.max(1, HELD_MAX.dividedBy(queue.spacing()));
        for (OpenItem item = queue.items.poll(); item != null; item = queue.items.poll()) {
            forget(item);
            if (surplus.takes()) {
                surplus.put(queue, item, until);
            } else {
                heldLong.add(new Surplus.Rest(item, until, false));
            }
        }
        if (queue.resting.isEmpty()) {
            drop(queue);
        } else {
            stand(queue, until);
            queue.away = true;
        }
    }

    /** How many may begin together: those whose slots are near. */
    private static int slots(KeyQueue queue) {
        return queue.spacing().isZero()
                ? Integer.MAX_VALUE
                : (int) Math.min(
                        Integer.MAX_VALUE,
                        1 + SLOT_NEAR.toNanos() / queue.spacing().toNanos());
    }

    private List<OpenItem> take(KeyQueue queue, int room, Instant now) {
        List<OpenItem> chunk = new ArrayList<>(Math.min(room, queue.items.size()));
        while (chunk.size() < room && !queue.items.isEmpty()) {
            OpenItem item = queue.items.remove();
            forget(item);
            chunk.add(item);
        }
        queue.begun(chunk.size(), now);
        return chunk;
    }

    private void forget(OpenItem item) {
        count--;
        bytes -= item.item().value().size();
    }

    private void enqueue(KeyQueue queue) {
        if (!queue.queued && !queue.items.isEmpty()) {
            queue.queued = true;
            ring.add(queue);
        }
    }

    private void drop(KeyQueue queue) {
        if (queue.idle() && !queue.queued) {
            queues.remove(queue.key);
        }
    }
}
