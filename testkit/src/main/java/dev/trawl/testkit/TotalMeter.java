package dev.trawl.testkit;

import dev.trawl.core.Measure;
import dev.trawl.core.Meter;
import dev.trawl.core.Stats;
import java.util.concurrent.atomic.AtomicReference;

/** A meter that sums up. Safe for any number of threads. */
public final class TotalMeter implements Meter {
    private final AtomicReference<Stats> sum = new AtomicReference<>(Stats.NONE);

    @Override
    public void count(Measure measure, long amount) {
        sum.updateAndGet(so -> so.plus(measure, amount));
    }

    /** What was counted so far. */
    public Stats sum() {
        return sum.get();
    }
}
