package dev.trawl.core.cost;

import dev.trawl.core.Metered;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Recount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run used, or would use.
 *
 * @param items listed
 * @param attempts at them
 * @param laneTime how long all attempts lasted, one after the other
 * @param machineTime how long a machine was busy with it
 * @param rows written
 * @param objects stored
 * @param stored bytes of those objects
 * @param traffic requests, and bytes sent
 */
public record Use(
        Lane lane,
        long items,
        long attempts,
        Duration laneTime,
        Duration machineTime,
        long rows,
        long objects,
        long stored,
        Stats traffic) {
    /** Of a run that was counted. */
    public static Use of(RunView run, Recount recount) {
        Metered metered = run.metered();
        return new Use(
                Lane.of(run.definition()),
                recount.counts().listed(),
                metered.attempts(),
                metered.laneTime(),
                metered.machineTime(),
                recount.rows().values().stream().mapToLong(Long::longValue).sum(),
                recount.objects(),
                recount.stored(),
                recount.stats());
    }

    /** GB of memory for a second; empty where items share the memory of one process. */
    public Optional<BigDecimal> gbSeconds() {
        return lane.memory()
                .map(bytes -> BigDecimal.valueOf(bytes)
                        .multiply(BigDecimal.valueOf(laneTime.toNanos(), 9))
                        .divide(BigDecimal.valueOf(1L << 30), 3, RoundingMode.HALF_UP));
    }

    /** How much of {@link #laneTime} a browser had. */
    public Duration browserTime() {
        return lane.word().equals("browser") ? laneTime : Duration.ofMillis(traffic.browserMilliseconds());
    }

    /** The same for another number of items, all of it as much more or less. */
    public Use scaled(long to) {
        long from = Math.max(1, items);
        return new Use(
                lane,
                to,
                scaled(attempts, from, to),
                Duration.ofNanos(scaled(laneTime.toNanos(), from, to)),
                Duration.ofNanos(scaled(machineTime.toNanos(), from, to)),
                scaled(rows, from, to),
                scaled(objects, from, to),
                scaled(stored, from, to),
                new Stats(
                        scaled(traffic.requests(), from, to),
                        scaled(traffic.retries(), from, to),
                        scaled(traffic.bytes(), from, to),
                        scaled(traffic.sent(), from, to),
                        scaled(traffic.received(), from, to),
                        scaled(traffic.browserMilliseconds(), from, to)));
    }

    private static long scaled(long amount, long from, long to) {
        BigDecimal scaled = BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(to))
                .divide(BigDecimal.valueOf(from), 0, RoundingMode.HALF_UP);
        return scaled.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
