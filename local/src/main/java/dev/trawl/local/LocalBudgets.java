package dev.trawl.local;

import dev.trawl.core.port.Budgets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Budgets of one process: slots and places in memory, holds kept in a store as well. Keys of which nothing is
 * pending are forgotten, a few with every call.
 *
 * <p>Where the clock is set back, waits that were given do not grow; a hold that is loaded at the start is
 * believed for at most {@link #LOADED_HOLD_MAX}, since nobody knows what the clock did meanwhile.
 */
public final class LocalBudgets implements Budgets {
    /** The longest hold; what is longer is cut, so that one answer does not lock a host out for good. */
    public static final Duration HOLD_MAX = Duration.ofDays(366);

    /** The longest that a hold still lasts after a restart. */
    public static final Duration LOADED_HOLD_MAX = Duration.ofDays(1);

    /** Keys looked at per call for whether they may be forgotten. More than one, or memory would not shrink. */
    private static final int SWEPT_PER_CALL = 3;

    private final SteadyTime time;
    private final HoldStore store;
    private final ConcurrentHashMap<String, Pace> paces = new ConcurrentHashMap<>();
    private final Places places = new Places();

    /** By key: holds of one key are saved one after the other. */
    private final Stripes saving = new Stripes();

    private final ReentrantLock sweeping = new ReentrantLock();
    private Iterator<Map.Entry<String, Pace>> swept = paces.entrySet().iterator();

    /** Budgets with the holds that the store has. */
    public LocalBudgets(InstantSource clock, HoldStore store) {
        this.time = new SteadyTime(clock);
        this.store = store;
        Instant now = time.now();
        store.load().forEach((key, until) -> load(key, now, until));
    }

    @Override
    public Instant reserve(String key, Duration spacing) {
        return reserve(key, spacing, Instant.MAX).orElseThrow();
    }

    @Override
    public Optional<Instant> reserve(String key, Duration spacing, Instant latest) {
        if (spacing.isNegative()) {
            throw new IllegalArgumentException("Slots of a key are not negative apart, got: " + spacing);
        }
        Instant now = time.now();
        Instant end = latest.equals(Instant.MAX) ? latest : time.ofClock(latest);
        sweep(now);
        Instant[] slot = {now};
        paces.compute(key, (name, known) -> {
            Pace pace = known == null ? Pace.FREE : known;
            slot[0] = pace.slot(now);
            Pace after = slot[0].isAfter(end) ? pace : pace.taken(now, spacing);
            return after.over(now) ? null : after;
        });
        return slot[0].isAfter(end) ? Optional.empty() : Optional.of(time.toClock(slot[0]));
    }

    @Override
    public Duration spacing(String key) {
        return paces.getOrDefault(key, Pace.FREE).spacing();
    }

    @Override
    public void hold(String key, Instant until) {
        Instant now = time.now();
        Instant end = earlier(time.ofClock(earlier(until, Instant.MAX.minus(HOLD_MAX))), now.plus(HOLD_MAX));
        sweep(now);
        if (!end.isAfter(now)) {
            return;
        }
        paces.compute(key, (name, known) -> (known == null ? Pace.FREE : known).heldUntil(end));
        ReentrantLock lock = saving.of(key);
        lock.lock();
        try {
            save(key, end);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant freeAt(String key) {
        Pace pace = paces.get(key);
        Instant now = time.now();
        // A free key is free since ever: what is only just in the past looks like a wait to whoever read the clock
        // before.
        return pace == null || pace.over(now) ? Instant.MIN : time.toClock(pace.slot(now));
    }

    @Override
    public Instant heldUntil(String key) {
        Instant now = time.now();
        Instant held = paces.getOrDefault(key, Pace.FREE).held();
        return held.isAfter(now) ? time.toClock(held) : Instant.MIN;
    }

    @Override
    public Lease lease(String key, int places) throws InterruptedException {
        if (places < 1) {
            throw new IllegalArgumentException("A key has at least 1 place, got: " + places);
        }
        return this.places.take(key, places)::run;
    }

    /** How many keys are remembered, for a gauge. */
    public int keys() {
        return paces.size() + places.keys();
    }

    private void load(String key, Instant now, Instant until) {
        Instant end = earlier(until, now.plus(LOADED_HOLD_MAX));
        if (end.isAfter(now)) {
            paces.put(key, Pace.heldOnly(end));
        }
    }

    /** Saved up to the next whole second: of hundreds of refusals within a second, one or two are written. */
    private void save(String key, Instant end) {
        if (!end.isAfter(paces.getOrDefault(key, Pace.FREE).saved())) {
            return;
        }
        Instant rounded = time.toClock(end).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        store.save(key, rounded);
        paces.computeIfPresent(key, (name, pace) -> pace.savedUntil(time.ofClock(rounded)));
    }

    /** Never waits: if another thread sweeps, that is enough. */
    private void sweep(Instant now) {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            if (!swept.hasNext()) {
                swept = paces.entrySet().iterator();
            }
            for (int n = 0; n < SWEPT_PER_CALL && swept.hasNext(); n++) {
                Map.Entry<String, Pace> entry = swept.next();
                forget(entry.getKey(), entry.getValue(), now);
            }
        } finally {
            sweeping.unlock();
        }
    }

    private void forget(String key, Pace pace, Instant now) {
        if (pace.over(now)) {
            paces.remove(key, pace);
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
