package dev.trawl.core;

import java.util.List;

/** Makes a job again from the definition that a run was started with. */
@FunctionalInterface
public interface JobCatalog {
    /**
     * The job.
     *
     * @throws IllegalArgumentException where it cannot be made here, with the reason
     */
    Job pinned(String name, Json definition);

    /** Every job there is now; whoever listens for changes of rows is among them. */
    default List<Job> all() {
        return List.of();
    }
}
