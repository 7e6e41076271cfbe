package dev.trawl.app.http;

import dev.trawl.core.Job;
import dev.trawl.core.Triggers;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a job is started by its own path.
 *
 * @param patience how long its answer waits for the run's end, where the request says nothing; empty answers at once
 */
record JobRoute(String method, PathTemplate path, Job job, Optional<Duration> patience) {
    /** The route of a job; empty where it declares none. */
    static Optional<JobRoute> of(Job job) {
        return job.triggers().http().map(http -> of(job, http));
    }

    private static JobRoute of(Job job, Triggers.Http http) {
        Optional<Duration> patience = Optional.of(http.patience()).filter(Duration::isPositive);
        return new JobRoute(http.method(), PathTemplate.of(http.path()), job, patience);
    }

    /** The same for two routes that take the same requests. */
    String taken() {
        return method + " " + path.shape();
    }
}
