package dev.trawl.app.jobfile;

import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Notify;
import dev.trawl.core.Services;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkerProvider;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What makes the source and the worker that a job file names, and who is told. */
record Parts(Providers providers, JsonNode source, JsonNode work, JsonNode told) {
    /** The makers; those of a source or worker that is not installed say so when they are asked. */
    Job.Parts parts(String job, Sinking sinking) {
        return new Job.Parts(
                sourceMaker(job),
                workerMaker(job),
                this::told,
                sinking.elsewhere(),
                sinking.end().map(TableSpec::name));
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

    private Optional<Notify> told(Input input, Services services) {
        JsonNode settings = Templates.fill(told, input, services);
        return text(settings, "url")
                .map(url -> new Notify(
                        url,
                        text(settings, "secret"),
                        text(settings, "table"),
                        text(settings, "item").orElse("item.ended"),
                        text(settings, "run").orElse("run.closed")));
    }

    private static Optional<String> text(JsonNode settings, String key) {
        String text = settings.path(key).asString("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static IllegalArgumentException missing(String job, String kind, String name) {
        return new IllegalArgumentException("The job " + job + " names the " + kind + " " + name
                + ", which this version does not have, so it cannot run; use another one, or a version that has it");
    }
}
