package dev.trawl.core.port;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * A run to take on.
 *
 * @param cause names what started it, unique in its job: the same cause is the same run. Empty where each
 *     request is a run of its own
 * @param listed all its items, where they came with the request; they are listed in the commit that takes it on
 */
public record NewRun(
        RunId id, Job job, Json input, Optional<String> cause, Instant started, Optional<PageContent> listed) {
    /** Of a job whose source is yet to be asked. */
    public NewRun(RunId id, Job job, Json input, Optional<String> cause, Instant started) {
        this(id, job, input, cause, started, Optional.empty());
    }
}
