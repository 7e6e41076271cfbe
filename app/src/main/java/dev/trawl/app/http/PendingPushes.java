package dev.trawl.app.http;

import dev.trawl.core.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What hubs pushed and nobody has worked yet, of all subscriptions together. Each push lies in memory while its run waits, also
 * after a restart: beyond a number of bytes no more are taken. Safe for any number of threads.
 */
final class PendingPushes {
    /** What a push counts at least: its run takes room, too. */
    static final long BYTES_MIN = 32 << 10;

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final long bytesMax;
    private final Predicate<RunId> waits;
    private final Map<RunId, Long> pending = new HashMap<>();
    /** Of those, and of those whose runs are being started. */
    private long bytes;

    /**
     * Of so many bytes.
     *
     * @param waits whether a run is still to be worked
     */
    PendingPushes(long bytesMax, Predicate<RunId> waits) {
        this.bytesMax = bytesMax;
        this.waits = waits;
    }

    /** A push whose run was there before: nobody knows how large it is. */
    synchronized void recall(RunId run, long bytesAtMost) {
        bytes += bytesAtMost;
        pending.put(run, bytesAtMost);
    }

    /**
     * Takes a push: one that is larger than all may be is taken where no other waits.
     *
     * @param start takes its run on
     * @throws Refusal where there is no room for it; nothing is started then
     */
    void take(long size, Supplier<RunId> start) {
        long counted = Math.max(size, BYTES_MIN);
        reserve(counted);
        boolean taken = false;
        try {
            started(start.get(), counted);
            taken = true;
        } finally {
            if (!taken) {
                free(counted);
            }
        }
    }

    private synchronized void reserve(long counted) {
        if (!fits(counted)) {
            forgetWorked();
        }
        if (!fits(counted)) {
            throw Refusal.slower(
                    "Hubs have pushed more than is worked just now; this was not taken; push it again later,"
                            + " or leave it to the next poll",
                    RETRY);
        }
        bytes += counted;
    }

    private boolean fits(long counted) {
        return bytes == 0 || bytes + counted <= bytesMax;
    }

    private synchronized void started(RunId run, long counted) {
        pending.put(run, counted);
    }

    private synchronized void free(long counted) {
        bytes -= counted;
    }

    /** Only where there is no room: nobody has to hear of the end of each. */
    private void forgetWorked() {
        for (Iterator<Map.Entry<RunId, Long>> each = pending.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<RunId, Long> push = each.next();
            if (!waits.test(push.getKey())) {
                bytes -= push.getValue();
                each.remove();
            }
        }
    }
}
