package dev.trawl.local.sqlite;

import dev.trawl.core.Job;
import dev.trawl.core.trigger.Listeners;
import java.util.Collection;
import java.util.List;

/**
 * A job that hears of every outcome of another.
 *
 * @param teller the other one
 */
record OutcomeListener(String job, String teller) {
    /** Those among jobs. */
    static List<OutcomeListener> of(Collection<Job> jobs) {
        return jobs.stream()
                .flatMap(job -> jobs.stream()
                        .filter(teller -> Listeners.hearsOutcomes(job, teller))
                        .map(teller -> new OutcomeListener(job.name(), teller.name())))
                .toList();
    }
}
