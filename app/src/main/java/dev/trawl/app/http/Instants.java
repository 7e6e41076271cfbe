package dev.trawl.app.http;

import dev.trawl.core.Job;
import dev.trawl.core.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What became of the instants at which jobs are scheduled, and when they are next. */
public interface Instants {
    /** Where nothing is scheduled. */
    Instants NONE = new Instants() {
        @Override
        public Slice<ObjectNode> past(Job job, Optional<String> after, int limit) {
            return new Slice<>(List.of(), Optional.empty());
        }

        @Override
        public Optional<Instant> next(Job job) {
            return Optional.empty();
        }
    };

    /**
     * One entry for each instant that has come, in order: {@code {"instant", "state": "started|skipped|missed", "run"}}.
     *
     * @throws IllegalArgumentException where the token is none of this list's
     */
    Slice<ObjectNode> past(Job job, Optional<String> after, int limit);

    /** The next instant of a job; empty where it has no schedule. */
    Optional<Instant> next(Job job);
}
