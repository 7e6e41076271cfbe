package dev.trawl.core;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What starts runs of a job, besides commands, and what its runs tell others.
 *
 * @param topic whose every message starts a run
 * @param publish what its runs tell topics
 */
public record Triggers(
        Optional<Http> http,
        Optional<ScheduleSpec> schedule,
        Optional<String> topic,
        Optional<Finished> finished,
        Optional<Change> change,
        Publish publish) {
    /** Nothing but commands. */
    public static final Triggers NONE = new Triggers(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Publish.NOTHING);

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
    public record ScheduleSpec(JsonNode settings) {
        /** The input that says which instant it is, of a job that has it and whose source is not the body. */
        public static final String INPUT = "instant";
    }

    /**
     * The end of another job's run.
     *
     * @param when {@code succeeded}, {@code failed} or {@code any}
     * @param condition an expression over its summary that must hold
     */
    public record Finished(String job, String when, Optional<String> condition) {}

    /**
     * Topics that its runs tell.
     *
     * @param runs told of the start of each run and of its end
     * @param outcomes told of each item that has ended
     */
    public record Publish(Optional<String> runs, Optional<String> outcomes) {
        /** Nobody is told anything. */
        public static final Publish NOTHING = new Publish(Optional.empty(), Optional.empty());

        /** The most outcomes that one run is started with. */
        public static final int OUTCOMES_MAX = 1_000;
    }

    /**
     * Changes of the rows of a table.
     *
     * @param kinds those that count
     * @param batch the most changes that one run is started with
     * @param inputs those of the run that made the changes that the started run is given too
     */
    public record Change(String table, Set<Kind> kinds, int batch, List<String> inputs) {
        /** The largest batch. */
        public static final int BATCH_MAX = 10_000;

        /** The input that says what has changed, of a job whose source is not the body. */
        public static final String INPUT = "changes";

        public Change {
            kinds = Set.copyOf(kinds);
            inputs = List.copyOf(inputs);
        }

        /** What happens to a row. */
        public enum Kind {
            /** It was not there. */
            NEW,
            /** A value differs. */
            CHANGED;

            /** How job files and runs call it. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
