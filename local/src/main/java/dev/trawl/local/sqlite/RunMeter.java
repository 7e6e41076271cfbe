package dev.trawl.local.sqlite;

import dev.trawl.core.Metered;
import dev.trawl.core.port.Settlement;
import java.time.Instant;

/**
 * Adds up what the attempts at a run's items took: some additions an item, and no write of its own. Attempts are told in
 * the order in which they are recorded. The machine is busy from the beginning of the first attempt that is recorded to the
 * end of the last, but for pauses and for times in which no item was handed out. For one thread.
 */
final class RunMeter {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private long attempts;
    private long lane;
    private long machine;
    private long granted;
    private long queue;
    private long store;
    /** Until when the machine is known to have been busy: no time before it is counted again. */
    private long until = Long.MIN_VALUE;

    private boolean rested = true;

    RunMeter(Metered before) {
        set(before);
    }

    /**
     * An attempt has ended; not one that only rests.
     *
     * @param since when its item was handed out
     */
    void attempt(Settlement settlement, boolean counts, Instant since) {
        long took = settlement.took().toNanos();
        long ended = nanos(settlement.ended());
        attempts += counts ? 1 : 0;
        lane += took;
        queue += Math.max(0, ended - took - nanos(since));
        store += settlement.storing().toNanos();
        long from = rested ? Math.max(until, ended - took) : until;
        machine += Math.max(0, ended - from);
        until = Math.max(until, ended);
        rested = false;
    }

    /** Nothing is done until the next attempt begins. */
    void rest() {
        rested = true;
    }

    Metered metered() {
        return new Metered(attempts, lane, machine, granted, queue, store);
    }

    void set(Metered now) {
        attempts = now.attempts();
        lane = now.laneNanos();
        machine = now.machineNanos();
        granted = now.grantedNanos();
        queue = now.queueNanos();
        store = now.storeNanos();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND_NANOS + instant.getNano();
    }
}
