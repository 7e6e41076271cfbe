package dev.trawl.core.port;

import dev.trawl.core.Counts;
import dev.trawl.core.Stats;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run counted from its rows, not from counters.
 *
 * @param rows by table, every table of the job that is Trawl's own
 * @param objects stored by the run
 * @param stored their bytes
 * @param reasons of dead items, most frequent first
 * @param worked how long the attempts lasted that ended its items, one after the other
 */
public record Recount(
        Counts counts,
        Map<String, Long> rows,
        long objects,
        long stored,
        Map<String, Long> reasons,
        Stats stats,
        Duration worked) {
    /** The same with other counts. */
    public Recount withCounts(Counts other) {
        return new Recount(other, rows, objects, stored, reasons, stats, worked);
    }

    /** The same with one row in a table that has one for each run. */
    public Recount withRow(String table) {
        Map<String, Long> more = new LinkedHashMap<>(rows);
        more.put(table, 1L);
        return new Recount(counts, more, objects, stored, reasons, stats, worked);
    }
}
