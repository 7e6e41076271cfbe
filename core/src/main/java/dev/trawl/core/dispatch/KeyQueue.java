package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** The ready items of one budget key, in order. */
final class KeyQueue {
    final String key;
    final Deque<OpenItem> items = new ArrayDeque<>();

    /** Numbers of items that rest in the ledger until there is room for them here. */
    final SequencedSet<Long> resting = new LinkedHashSet<>();

    /** How many items of it the ledger is asked for by number. */
    int called;

    final Tempo tempo = new Tempo();
    int inFlight;
    /** Whether it stands in the ring or among the held ones. */
    boolean queued;

    Instant freeAt = Instant.MIN;

    /** Whether it is held for long: everything of it rests until then. */
    boolean away;

    /** How many items stand here at most; what comes beyond rests. */
    int keep = Integer.MAX_VALUE;

    /** How far apart the key's slots lie, as far as anybody said; remembered as long as the queue is. */
    private Duration spacing = Duration.ZERO;

    /** The slots of what was begun here last until then, even where its workers did not take them yet. */
    private Instant paced = Instant.MIN;

    KeyQueue(String key) {
        this.key = key;
    }

    /** Whether nobody needs it any more. */
    boolean idle() {
        return items.isEmpty() && inFlight == 0 && resting.isEmpty() && called == 0;
    }

    /** Whether what comes now rests. */
    boolean full() {
        return away || items.size() >= keep;
    }

    /** Whether items that rest are to be called back. */
    boolean low() {
        return !away && !resting.isEmpty() && items.size() <= keep / 2;
    }

    Duration spacing() {
        return spacing;
    }

    void learn(Duration known) {
        spacing = known.compareTo(spacing) > 0 ? known : spacing;
    }

    /** When the next item may begin, by what the budgets say and by what was begun here. */
    Instant next(Instant free) {
        return free.isAfter(paced) ? free : paced;
    }

    /** Items were begun here. */
    void begun(int count, Instant now) {
        inFlight += count;
        tempo.begun(now);
        if (!spacing.isZero()) {
            paced = next(now).plus(spacing.multipliedBy(count));
        }
    }
}
