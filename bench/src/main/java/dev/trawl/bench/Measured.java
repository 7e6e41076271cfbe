package dev.trawl.bench;

import dev.trawl.local.sqlite.Written;
import java.time.Duration;

/**
 * What came of one run.
 *
 * @param nanos from its start to its end
 * @param cpu that the whole process used meanwhile, its compiler and its collector with it
 * @param written to the ledger
 */
public record Measured(long items, long nanos, Duration cpu, Written written) {
    /** Items a second. */
    public double perSecond() {
        return items * 1e9 / nanos;
    }

    /** Microseconds of processor time for each item. */
    public double cpuMicros() {
        return cpu.toNanos() / 1e3 / items;
    }

    /** What this process has used so far. */
    public static Duration cpuNow() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
