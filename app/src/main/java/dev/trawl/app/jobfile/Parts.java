package dev.trawl.app.jobfile;

import dev.trawl.core.Job;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.WorkerProvider;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What makes the source and the worker that a job file names. */
record Parts(Providers providers, JsonNode source, JsonNode work) {
    /** The makers; those of a source or worker that is not installed say so when they are asked. */
    Job.Parts parts(String job) {
        return new Job.Parts(sourceMaker(job), workerMaker(job));
    }

    private Job.SourceMaker sourceMaker(String job) {
        Map.Entry<String, JsonNode> named = source.properties().iterator().next();
        if (named.getKey().equals(JobLanguage.BODY)) {
            return new Job.FromBody();
        }
        SourceProvider provider = providers.sources().get(named.getKey());
        if (provider == null) {
            return (_, _) -> {
                throw missing(job, "source", named.getKey());
            };
        }
        return (input, services) -> provider.open(Templates.fill(named.getValue(), input, services), services);
    }

    private Job.WorkerMaker workerMaker(String job) {
        for (Map.Entry<String, JsonNode> named : work.properties()) {
            WorkerProvider provider = providers.workers().get(named.getKey());
            if (provider != null) {
                return (input, services) -> provider.open(Templates.fill(named.getValue(), input, services), services);
            }
        }
        String names = String.join(", ", work.propertyNames());
        return (_, _) -> {
            throw missing(job, "worker", names);
        };
    }

    private static IllegalArgumentException missing(String job, String kind, String name) {
        return new IllegalArgumentException("The job " + job + " names the " + kind + " " + name
                + ", which this version does not have, so it cannot run; use another one, or a version that has it");
    }
}
