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
 * @param rows written to tables of Trawl's own; those of another database are not Trawl's to pay
 * @param objects stored
 * @param stored bytes of those objects
 * @param traffic requests, bytes sent, and how long pages were open in a browser
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
                Lane.of(run.definition(), run.input()),
                recount.counts().listed(),
                metered.attempts(),
                metered.laneTime(),
                metered.machineTime(),
                recount.rows().values().stream().mapToLong(Long::longValue).sum(),
                recount.objects(),
                recount.stored(),
                recount.stats());
    }

    /** How long pages were open in a browser, one after the other; part of the lane time. */
    public Duration browserTime() {
        Duration shown = Duration.ofMillis(traffic.shown());
        return shown.compareTo(laneTime) < 0 ? shown : laneTime;
    }

    /**
     * GB of memory for a second: of worker processes theirs, of pages in a browser their part of the browser's; empty where
     * items share the memory of one process.
     */
    public Optional<BigDecimal> gbSeconds(Plan plan) {
        if (browserTime().isPositive()) {
            return Optional.of(plan.browserGb()
                    .multiply(seconds(browserTime()))
                    .divide(BigDecimal.valueOf(plan.browserPlaces()), 3, RoundingMode.HALF_UP));
        }
        return lane.memory()
                .map(bytes -> BigDecimal.valueOf(bytes)
                        .multiply(seconds(laneTime))
                        .divide(BigDecimal.valueOf(1L << 30), 3, RoundingMode.HALF_UP));
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9);
    }

    /** The same for another number of items, all of it as much more or less; an ArithmeticException where that is more than a long. */
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
                        scaled(traffic.shown(), from, to)));
    }

    private static long scaled(long amount, long from, long to) {
        BigDecimal scaled = BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(to))
                .divide(BigDecimal.valueOf(from), 0, RoundingMode.HALF_UP);
        return scaled.longValueExact();
    }
}
