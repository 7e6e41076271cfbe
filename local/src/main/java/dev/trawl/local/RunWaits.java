package dev.trawl.local;

import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** Waiting for runs, which are seen as they are durable. Safe for any number of threads. */
final class RunWaits {
    private final Signals signals;
    private final Function<RunId, Optional<RunView>> records;
    private final BooleanSupplier released;
    /** Runs that go on, as they were last committed: nobody reads the ledger for them. */
    private final Map<RunId, RunView> latest = new ConcurrentHashMap<>();

    /**
     * Waits over a ledger.
     *
     * @param records of which runs are read that do not go on here
     * @param released whether nobody is to wait any more; whoever changes that signals every run
     */
    RunWaits(Signals signals, Function<RunId, Optional<RunView>> records, BooleanSupplier released) {
        this.signals = signals;
        this.records = records;
        this.released = released;
    }

    /** Something of a run is durable. Who waits is to be signalled behind this. */
    void seen(RunView run) {
        if (run.phase().closed()) {
            latest.remove(run.id());
        } else {
            latest.put(run.id(), run);
        }
    }

    /**
     * A run as it is.
     *
     * @throws IllegalArgumentException where there is no such run
     */
    RunView view(RunId run) {
        RunView known = latest.get(run);
        return known == null
                ? records.apply(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run))
                : known;
    }

    /**
     * Waits, for so long at most, until a run is as somebody wants it. It is looked at first, and again after
     * everything that happens to it; meanwhile the thread is parked.
     *
     * @return the run at the last look
     */
    RunView await(RunId run, Duration atMost, Predicate<RunView> wanted) throws InterruptedException {
        AtomicReference<RunView> seen = new AtomicReference<>(view(run));
        signals.await(run, atMost, () -> {
            RunView now = view(run);
            seen.set(now);
            return wanted.test(now) || released.getAsBoolean();
        });
        return seen.get();
    }
}
