package dev.trawl.core;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What starts runs of a job, besides commands, and what its runs tell others.
 *
 * @param topic whose every message starts a run
 * @param publish the topic that is told of its runs
 */
public record Triggers(
        Optional<Http> http,
        Optional<ScheduleSpec> schedule,
        Optional<String> topic,
        Optional<Finished> finished,
        Optional<String> publish) {
    /** Nothing but commands. */
    public static final Triggers NONE =
            new Triggers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A route of the HTTP API.
     *
     * @param path begins with {@code /}; a segment in braces is an input
     * @param patience how long the answer waits for the run's end; zero answers at once
     */
    public record Http(String method, String path, Duration patience) {}

    /**
     * Instants at which a run starts.
     *
     * @param settings as the job file has them
     */
    public record ScheduleSpec(JsonNode settings) {}

    /**
     * The end of another job's run.
     *
     * @param when {@code succeeded}, {@code failed} or {@code any}
     * @param condition an expression over its summary that must hold
     */
    public record Finished(String job, String when, Optional<String> condition) {}
}
