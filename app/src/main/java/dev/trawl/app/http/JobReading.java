package dev.trawl.app.http;

import dev.trawl.app.Visible;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.trigger.Timetable;
import dev.trawl.local.Started;
import dev.trawl.local.Triggers;
import dev.trawl.local.sqlite.InstantRows;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be read of jobs, and messages of the topics that they listen to. */
final class JobReading {
    private final LiveJobs jobs;
    private final Triggers triggers;
    private final InstantSource clock;

    JobReading(LiveJobs jobs, Triggers triggers, InstantSource clock) {
        this.jobs = jobs;
        this.triggers = triggers;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/jobs", request -> ListQuery.of(request).answer(this::slice, this::entry)),
                Endpoint.get("/api/jobs/{job}", this::job),
                Endpoint.get("/api/jobs/{job}/instants", this::instants),
                Endpoint.post("/api/topics/{topic}", this::publish));
    }

    private Slice<Job> slice(Optional<String> after, int limit) {
        NavigableMap<String, Job> all = new TreeMap<>(jobs.all());
        NavigableMap<String, Job> rest =
                after.map(name -> all.tailMap(name, false)).orElse(all);
        List<Job> items = rest.values().stream().limit(limit).toList();
        boolean more = rest.size() > items.size();
        return new Slice<>(items, more ? Optional.of(items.getLast().name()) : Optional.empty());
    }

    private ObjectNode entry(Job job) {
        ObjectNode entry = Json.object().put("job", job.name()).put("about", job.about());
        entry.put(
                "route",
                JobRoute.of(job)
                        .map(route -> route.method() + " " + route.path().text())
                        .orElse(null));
        entry.put("next", next(job).map(Object::toString).orElse(null));
        return entry;
    }

    private Answer job(Request request) {
        Job job = jobs.find(request.place("job"));
        ObjectNode document = entry(job);
        ArrayNode inputs = document.putArray("inputs");
        job.inputs()
                .forEach(input -> inputs.addObject()
                        .put("name", input.name())
                        .put("takes", input.type().describe())
                        .put("standard", input.standard().orElse(null))
                        .put("needed", input.standard().isEmpty() && !input.optional())
                        .put("about", input.about()));
        document.set("definition", job.definition().tree());
        return Answer.json(200, document);
    }

    private Answer instants(Request request) {
        Job job = jobs.find(request.place("job"));
        return ListQuery.of(request)
                .answer((after, limit) -> triggers.instants(job.name(), after, limit), JobReading::entry);
    }

    private static ObjectNode entry(InstantRows.Entry entry) {
        return Json.object()
                .put("instant", entry.instant().toString())
                .put("state", entry.state().word())
                .put("run", entry.run().map(RunId::text).orElse(null));
    }

    /** The next instant of a job; empty where it has no schedule, or none that comes. */
    private Optional<Instant> next(Job job) {
        return job.triggers()
                .schedule()
                .map(spec -> Timetable.of(spec.settings()).schedule().next(clock.instant()))
                .filter(instant -> !instant.equals(Instant.MAX));
    }

    private Answer publish(Request request) throws IOException {
        String topic = request.place("topic");
        if (!topic.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw Refusal.unknown("A topic's name is lower-case words with hyphens");
        }
        Optional<String> type = request.mediaType();
        try (Bodies.Body body = request.body()) {
            Started started = started(topic, Request.message(body.bytes(), type), request.idempotencyKey());
            List<JsonNode> runs = started.runs().stream()
                    .<JsonNode>map(run -> Json.object()
                            .put("job", run.job())
                            .put("run", run.id().text())
                            .put("state", run.state().word()))
                    .toList();
            ObjectNode document = Json.object().put("topic", topic);
            document.putArray("runs").addAll(runs);
            return Answer.json(202, document);
        }
    }

    private Started started(String topic, JsonNode message, Optional<String> key) {
        try {
            Started started = triggers.publish(topic, message, key);
            if (started.accepted().stream().anyMatch(Accepted.Conflict.class::isInstance)) {
                throw new Refusal(
                        422,
                        "The Idempotency-Key " + Visible.quoted(key.orElse("")) + " was sent to the topic " + topic
                                + " with another message; nothing was started; use a new key");
            }
            return started;
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless("The message starts no run: " + Visible.text(String.valueOf(e.getMessage())));
        }
    }
}
