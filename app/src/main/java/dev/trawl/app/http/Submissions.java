package dev.trawl.app.http;

import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.port.Accepted;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs of what was sent, and tells how their items ended. */
interface Submissions {
    /**
     * What was sent.
     *
     * @param given inputs that do not come from the body
     * @param cause what the run is known by in its job; empty where each request is a run of its own
     */
    record Submission(Job job, ObjectNode given, byte[] body, Optional<String> mediaType, Optional<String> cause) {}

    /**
     * Starts a run. Durable on return.
     *
     * @throws Refusal 400, 413 or 415 where the body is not what the job takes
     */
    Accepted start(Submission submission);

    /** Whether the items of the job's runs are what was sent, so that its answer has how each of them ended. */
    boolean answersItems(Job job);

    /** How the items of a run ended, in the order they were sent in. */
    Slice<JsonNode> items(RunId run, Optional<String> after, int limit);
}
