package dev.trawl.core;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a trigger asks for: a run of a job.
 *
 * @param given the inputs, as the caller gave them
 * @param body what the run works, for a job whose source is the body
 * @param cause names what happened: under the same cause the job starts one run. Empty where each call is a run of
 *     its own
 */
public record Start(Job job, ObjectNode given, Optional<Body> body, Optional<String> cause) {
    /** Of a job with a source of its own, and no cause. */
    public static Start of(Job job, ObjectNode given) {
        return new Start(job, given, Optional.empty(), Optional.empty());
    }
}
