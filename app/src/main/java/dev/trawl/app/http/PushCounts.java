package dev.trawl.app.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what is pushed to each subscription, minute by minute of the clock, and refuses what is beyond the {@link PushRate}: hubs
 * push again later, and a poll finds what they give up. In memory: a restart begins a new minute. Safe for any number of threads.
 */
final class PushCounts {
    /** Subscriptions that are pushed in one minute; beyond it nobody else is. */
    static final int SUBSCRIPTIONS_MAX = 100_000;

    private static final long MINUTE = 60;

    private final PushRate rate;
    private final InstantSource clock;
    private final Map<String, Taken> taken = new HashMap<>();
    private long minute = Long.MIN_VALUE;

    private record Taken(int pushes, long bytes) {
        static final Taken NONE = new Taken(0, 0);
    }

    PushCounts(PushRate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /**
     * Whether there is room for a push; nothing is counted.
     *
     * @param bytes of its body, as far as they are known
     * @throws Refusal where there is none
     */
    synchronized void require(String subscription, long bytes) {
        Instant now = clock.instant();
        turn(now.getEpochSecond() / MINUTE);
        Taken before = taken.getOrDefault(subscription, Taken.NONE);
        boolean room = taken.containsKey(subscription) || taken.size() < SUBSCRIPTIONS_MAX;
        boolean first = before.pushes() == 0;
        if (!room || before.pushes() >= rate.pushes() || (!first && before.bytes() + bytes > rate.bytes())) {
            throw Refusal.slower(
                    "A subscription may push " + rate.pushes() + " times and " + rate.bytes()
                            + " bytes a minute; this was not taken; push it again later, or leave it to the next poll",
                    Duration.ofSeconds(MINUTE - now.getEpochSecond() % MINUTE));
        }
    }

    /** Counts a push; throws {@link Refusal} and counts nothing where there is no room for it. */
    synchronized void take(String subscription, long bytes) {
        require(subscription, bytes);
        taken.merge(
                subscription,
                new Taken(1, bytes),
                (before, more) -> new Taken(before.pushes() + more.pushes(), before.bytes() + more.bytes()));
    }

    private void turn(long now) {
        if (now != minute) {
            minute = now;
            taken.clear();
        }
    }
}
