package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
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
import java.util.function.Function;

/**
 * The ready window of one run: a small queue per budget key. Keys that may be asked stand in a ring and are
 * served in turn; keys that may not be asked yet stand in a heap by the instant at which they may.
 */
final class ReadyItems {
    /** Stands for items that ask no budget. */
    private static final String NO_KEY = "";

    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Deque<KeyQueue> ring = new ArrayDeque<>();
    private final PriorityQueue<KeyQueue> held = new PriorityQueue<>(Comparator.comparing((KeyQueue q) -> q.freeAt));
    private final Function<String, Instant> freeAt;
    private int count;
    private long bytes;

    /** @param freeAt when a key may next be asked */
    ReadyItems(Function<String, Instant> freeAt) {
        this.freeAt = freeAt;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    void add(String key, OpenItem item) {
        KeyQueue queue = queues.computeIfAbsent(key, KeyQueue::new);
        queue.items.add(item);
        count++;
        bytes += item.item().value().size();
        enqueue(queue);
    }

    /** A chunk of one key; empty where no key may be asked now. */
    List<OpenItem> take(int most, int perKey, Instant now) {
        wake(now);
        for (int n = ring.size(); n > 0; n--) {
            KeyQueue queue = ring.remove();
            queue.queued = false;
            int room = queue.key.equals(NO_KEY) ? most : Math.min(most, perKey - queue.inFlight);
            if (room <= 0) {
                continue; // Comes back when one of its items leaves.
            }
            if (hold(queue, now)) {
                continue;
            }
            List<OpenItem> chunk = take(queue, room);
            enqueue(queue);
            return chunk;
        }
        return List.of();
    }

    /** An item of a key has begun without having stood in its queue. */
    void begun(String key) {
        queues.computeIfAbsent(key, KeyQueue::new).inFlight++;
    }

    /** An item of a key has left its place. */
    void left(String key) {
        KeyQueue queue = queues.get(key);
        if (queue == null) {
            return;
        }
        queue.inFlight--;
        if (queue.idle()) {
            queues.remove(key);
        } else {
            enqueue(queue);
        }
    }

    /** Takes out everything of the keys that are held beyond an instant. */
    List<OpenItem> takeHeldBeyond(Instant limit) {
        List<KeyQueue> far =
                held.stream().filter(queue -> queue.freeAt.isAfter(limit)).toList();
        List<OpenItem> out = new ArrayList<>();
        for (KeyQueue queue : far) {
            held.remove(queue);
            queue.queued = false;
            queue.items.forEach(this::forget);
            out.addAll(queue.items);
            queue.items.clear();
            if (queue.idle()) {
                queues.remove(queue.key);
            }
        }
        return out;
    }

    /** When the next held key may be asked; {@link Instant#MAX} where none is held. */
    Instant wakeAt() {
        KeyQueue first = held.peek();
        return first == null ? Instant.MAX : first.freeAt;
    }

    /** When a key may be asked, as it was last known. */
    Instant freeAt(String key) {
        return freeAt.apply(key);
    }

    /** The key with the most items before it; empty where none has any. */
    Optional<Glance.Key> slowest() {
        return queues.values().stream()
                .filter(queue -> !queue.key.equals(NO_KEY))
                .max(Comparator.comparingInt(queue -> queue.items.size() + queue.inFlight))
                .map(queue -> new Glance.Key(queue.key, queue.items.size() + queue.inFlight, freeAt(queue.key)));
    }

    /** Drops everything that is not in flight. */
    void clear() {
        ring.clear();
        held.clear();
        queues.values().forEach(queue -> {
            queue.items.clear();
            queue.queued = false;
        });
        queues.values().removeIf(KeyQueue::idle);
        count = 0;
        bytes = 0;
    }

    private void wake(Instant now) {
        while (!held.isEmpty() && !held.peek().freeAt.isAfter(now)) {
            KeyQueue queue = held.remove();
            queue.queued = false;
            enqueue(queue);
        }
    }

    private boolean hold(KeyQueue queue, Instant now) {
        Instant free = queue.key.equals(NO_KEY) ? Instant.MIN : freeAt.apply(queue.key);
        if (!free.isAfter(now)) {
            return false;
        }
        queue.freeAt = free;
        queue.queued = true;
        held.add(queue);
        return true;
    }

    private List<OpenItem> take(KeyQueue queue, int room) {
        List<OpenItem> chunk = new ArrayList<>(Math.min(room, queue.items.size()));
        while (chunk.size() < room && !queue.items.isEmpty()) {
            OpenItem item = queue.items.remove();
            forget(item);
            chunk.add(item);
        }
        queue.inFlight += chunk.size();
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
}
