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
 */
public record NewRun(RunId id, Job job, Json input, Optional<String> cause, Instant started) {}
