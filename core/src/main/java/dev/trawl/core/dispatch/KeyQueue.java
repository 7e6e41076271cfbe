package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The ready items of one budget key, in order. */
final class KeyQueue {
    final String key;
    final Deque<OpenItem> items = new ArrayDeque<>();
    int inFlight;
    /** Whether it stands in the ring or among the held ones. */
    boolean queued;

    Instant freeAt = Instant.MIN;

    KeyQueue(String key) {
        this.key = key;
    }

    /** Whether nobody needs it any more. */
    boolean idle() {
        return items.isEmpty() && inFlight == 0;
    }
}
