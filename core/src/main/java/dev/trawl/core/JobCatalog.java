package dev.trawl.core;

/** Makes a job again from the definition that a run was started with. */
@FunctionalInterface
public interface JobCatalog {
    /**
     * The job.
     *
     * @throws IllegalArgumentException where it cannot be made here, with the reason
     */
    Job pinned(String name, Json definition);
}
