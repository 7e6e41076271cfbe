package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The items of slow keys that keep others out of the window. They rest in the ledger, a row each, and are called
 * back by their numbers when their key runs low; so each is written once more and read once more, however slow its
 * key is. Where the process died and nobody knows their numbers any more they are all asked for anew. Their rows are due at
 * about the time their turn can come, should everything else fail.
 */
final class Surplus {
    /** Items that rest so, of a run: their numbers are in memory, about 72 bytes each. */
    static final int RESTING_MAX = 200_000;

    /** The longest that an item rests where nobody calls it back. */
    static final Duration REST_MAX = Duration.ofMinutes(10);

    private static final Duration REST_MIN = Duration.ofSeconds(2);

    /** Items called back with one question. */
    private static final int RECALLED_MAX = 1_000;

    /** A row is due after this many times its turn: who calls it back is to come first. */
    private static final int SLACK = 2;

    private record Leaving(KeyQueue queue, int place, OpenItem item, Instant from) {}

    private final List<Leaving> leaving = new ArrayList<>();
    private final Set<KeyQueue> low = new LinkedHashSet<>();
    /** Numbers that the ledger is asked for and has not answered; they count as resting until they are there. */
    private final SequencedMap<Long, KeyQueue> called = new LinkedHashMap<>();

    private int resting;

    /**
     * An item that is to rest in the ledger until an instant.
     *
     * @param surplus whether it is called back before; else its key is held until then
     */
    record Rest(OpenItem item, Instant until, boolean surplus) {}

    /** Whether there is room for one more. */
    boolean takes() {
        return resting < RESTING_MAX;
    }

    /**
     * An item rests.
     *
     * @param from when its key may be asked; in the past where it may be now
     */
    void put(KeyQueue queue, OpenItem item, Instant from) {
        if (queue.resting.add(item.number())) {
            resting++;
        }
        leaving.add(new Leaving(queue, queue.items.size() + queue.resting.size(), item, from));
    }

    /** An item has come back, called or not. */
    void back(KeyQueue queue, long item) {
        if (queue.resting.remove(item)) {
            resting--;
        } else if (called.containsKey(item)) {
            called.remove(item).called--;
            resting--;
        }
    }

    /**
     * The ledger has answered.
     *
     * @param more whether it could have given more: then what was called and has not come is called again later. Else
     *     it does not rest any more
     * @return the queues of what has not come
     */
    Set<KeyQueue> answered(boolean more) {
        Set<KeyQueue> queues = new LinkedHashSet<>(called.values());
        called.reversed().forEach((item, queue) -> {
            queue.called--;
            if (more) {
                queue.resting.addFirst(item);
            } else {
                resting--;
            }
        });
        called.clear();
        queues.forEach(this::look);
        return queues;
    }

    /** What rests from now on. */
    List<Rest> leave(Instant now) {
        List<Rest> rests = leaving.stream()
                .map(each -> new Rest(each.item(), due(each, now), true))
                .toList();
        leaving.clear();
        return rests;
    }

    /** When the turn of an item can come; coalesced to whole seconds, so that rows come back together. */
    private static Instant due(Leaving leaving, Instant now) {
        double seconds = SLACK * leaving.place() / leaving.queue().tempo.perSecond(now);
        long rest = Math.clamp((long) seconds, REST_MIN.toSeconds(), REST_MAX.toSeconds());
        Instant from = leaving.from().isAfter(now) ? leaving.from() : now;
        return from.plusSeconds(rest).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A queue has changed. */
    void look(KeyQueue queue) {
        if (queue.low()) {
            low.add(queue);
        }
    }

    /** Whether items are to be called back; the ledger knows those that have left, and no others. */
    boolean wanted() {
        return !low.isEmpty() && leaving.isEmpty();
    }

    /** Queues that have run low, asked once. */
    List<KeyQueue> low() {
        if (!wanted()) {
            return List.of();
        }
        List<KeyQueue> all = List.copyOf(low);
        low.clear();
        return all;
    }

    /** Numbers of items that fill a queue again, added to those of others; what finds no place is left for later. */
    void recall(KeyQueue queue, List<Long> numbers, int most) {
        int room = Math.min(Math.min(most, RECALLED_MAX) - numbers.size(), queue.keep - queue.items.size());
        Iterator<Long> next = queue.resting.iterator();
        for (int n = 0; n < room && next.hasNext(); n++) {
            long item = next.next();
            numbers.add(item);
            called.put(item, queue);
            queue.called++;
            next.remove();
        }
        if (queue.resting.isEmpty()) {
            queue.keep = Integer.MAX_VALUE;
        } else if (room <= 0) {
            low.add(queue);
        }
    }

    /** Nothing rests any more as far as this knows. */
    void clear() {
        leaving.clear();
        low.clear();
        called.values().forEach(queue -> queue.called = 0);
        called.clear();
        resting = 0;
    }
}
