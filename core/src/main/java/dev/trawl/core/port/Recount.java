package dev.trawl.core.port;

import dev.trawl.core.Counts;
import dev.trawl.core.Stats;
import java.time.Duration;
import java.util.Map;

/**
 * A run counted from its rows, not from counters.
 *
 * @param rows by table, every table of the job
 * @param objects stored by the run
 * @param reasons of dead items, most frequent first
 * @param worked how long the attempts lasted that ended its items, one after the other
 */
public record Recount(
        Counts counts, Map<String, Long> rows, long objects, Map<String, Long> reasons, Stats stats, Duration worked) {
    /** The same with other counts. */
    public Recount withCounts(Counts other) {
        return new Recount(other, rows, objects, reasons, stats, worked);
    }

    /** The same with other numbers of rows. */
    public Recount withRows(Map<String, Long> other) {
        return new Recount(counts, other, objects, reasons, stats, worked);
    }
}
