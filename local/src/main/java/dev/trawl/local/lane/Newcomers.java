package dev.trawl.local.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Processes that have begun since the look before. One of them may be a worker's that has left both its parent and its
 * session already: then the mark in its environment says whose it is. For one thread.
 */
final class Newcomers {
    /** Nobody. */
    static final Newcomers NONE = new Newcomers(List.of());

    private final Collection<ProcessTable.Entry> entries;
    private final Map<Integer, String> environments = new HashMap<>();

    Newcomers(Collection<ProcessTable.Entry> entries) {
        this.entries = entries;
    }

    /** Those whose environment holds a mark. Each environment is read once, and only where somebody asks. */
    List<ProcessTable.Entry> marked(String mark, Predicate<ProcessTable.Entry> of) {
        return entries.stream()
                .filter(of)
                .filter(entry -> environments
                        .computeIfAbsent(entry.pid(), ProcessTable::environment)
                        .contains(mark))
                .toList();
    }
}
