package dev.trawl.app.demo;

import dev.trawl.local.Machine;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run, with all that it starts in turn.
 *
 * @param title what is shown; a line without a full stop
 * @param job that is run
 * @param before done before it
 * @param after done when it, and all that it started, has ended
 */
public record Act(String title, String job, ObjectNode input, Preparation before, Examination after) {
    /** What is set up: rows, files, the state of the web. */
    @FunctionalInterface
    public interface Preparation {
        /** Nothing. */
        Preparation NONE = _ -> {};

        /**
         * Sets it up.
         *
         * @throws dev.trawl.core.EnvironmentFault where the data folder does not fit, with what to do
         */
        void prepare(Machine machine) throws IOException;
    }

    /** Holds what came out against what had to. */
    @FunctionalInterface
    public interface Examination {
        /**
         * Looks at it.
         *
         * @param document of the run
         */
        List<Check> examine(Machine machine, JsonNode document) throws IOException;
    }

    /** A run without preparation, of which only its document is looked at. */
    static Act of(String title, String job, ObjectNode input, Expectation expected) {
        return new Act(title, job, input, Preparation.NONE, (_, document) -> expected.checks(document));
    }
}
