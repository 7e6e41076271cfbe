package dev.trawl.app.http;

import dev.trawl.app.jobfile.Route;
import dev.trawl.core.Durations;
import dev.trawl.core.Job;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a job is started by its own path.
 *
 * @param patience how long its answer waits for the run's end, where the request says nothing
 */
record JobRoute(String method, PathTemplate path, Job job, Optional<Duration> patience) {
    /** The route of a job; empty where it declares none. */
    static Optional<JobRoute> of(Job job) {
        JsonNode http = job.definition().tree().at("/on/http");
        if (!http.has("route")) {
            return Optional.empty();
        }
        Route route = Route.parse(http.get("route").stringValue());
        Optional<Duration> wait = http.path("wait").stringValueOpt().map(Durations::parse);
        return Optional.of(new JobRoute(route.method(), PathTemplate.of(route.path()), job, wait));
    }

    /** The same for two routes that take the same requests. */
    String taken() {
        return method + " " + path.shape();
    }
}
