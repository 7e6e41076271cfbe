package dev.trawl.app.http;

import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes the body as the inputs of the run. */
final class InputSubmissions implements Submissions {
    private final Machine machine;

    InputSubmissions(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Accepted start(Submission submission) {
        ObjectNode input = Request.object(submission.body(), submission.mediaType());
        for (String name : submission.given().propertyNames()) {
            if (input.has(name)) {
                throw Refusal.senseless("The input " + name + " is in the path already; leave it out of the body");
            }
            input.set(name, submission.given().get(name));
        }
        return machine.start(submission.job(), input, submission.cause());
    }

    @Override
    public boolean answersItems(Job job) {
        return false;
    }

    @Override
    public Slice<JsonNode> items(RunId run, Optional<String> after, int limit) {
        Slice<JsonNode> dead = RunReading.dead(machine.records().dead(run, after, limit));
        dead.items().forEach(item -> ((ObjectNode) item).put("state", "dead").remove("attempts"));
        return dead.items().isEmpty() ? new Slice<>(dead.items(), Optional.empty()) : dead;
    }
}
