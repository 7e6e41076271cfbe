package dev.trawl.local.sqlite;

import dev.trawl.core.Job;
import dev.trawl.core.Triggers.Change;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A job that hears of changes in a table.
 *
 * @param kinds those that it hears of
 */
record ChangeListener(String job, String table, Set<Change.Kind> kinds) {
    ChangeListener {
        kinds = Set.copyOf(kinds);
    }

    /** Those among jobs. */
    static List<ChangeListener> of(Collection<Job> jobs) {
        return jobs.stream()
                .flatMap(job -> job.triggers().change().stream()
                        .map(change -> new ChangeListener(job.name(), change.table(), change.kinds())))
                .toList();
    }
}
