package dev.trawl.core.port;

import dev.trawl.core.Counts;
import dev.trawl.core.Stats;
import java.util.Map;

/**
 * A run counted from its rows, not from counters.
 *
 * @param rows by table, every table of the job
 * @param objects stored by the run
 * @param reasons of dead items, most frequent first
 */
public record Recount(Counts counts, Map<String, Long> rows, long objects, Map<String, Long> reasons, Stats stats) {}
