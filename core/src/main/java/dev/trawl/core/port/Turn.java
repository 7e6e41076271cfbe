package dev.trawl.core.port;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Row;
import dev.trawl.core.RunState;
import dev.trawl.core.Stats;
import dev.trawl.core.Tolerance;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What somebody asks of a run. */
public sealed interface Turn {
    /** Start nothing more. */
    record Pause() implements Turn {}

    /** Go on. */
    record Resume() implements Turn {}

    /** End it: what has not ended is cancelled. */
    record Cancel() implements Turn {}

    /**
     * End it as failed, as too many of its items are dead: what has not ended is cancelled. Refused where they are too many
     * no more, as some were redriven since.
     */
    record Fail(Failure why, Tolerance tolerance) implements Turn {}

    /**
     * Stop it, as it has spent its budget: nothing more is begun, what is under way ends, the rest is kept until somebody resumes it.
     * Refused where it has not spent it any more, as it was resumed since.
     *
     * @param granted as {@link dev.trawl.core.Metered#grantedNanos} was when it was judged
     */
    record Stop(Failure why, long granted) implements Turn {}

    /** End its listing as failed; what is listed is still worked. */
    record FailListing(Failure why, Stats used) implements Turn {}

    /** Count what a listing used that led to no page. */
    record Used(Stats used) implements Turn {}

    /** Change how many items it may work at once. */
    record Concurrency(int items) implements Turn {
        public Concurrency {
            Limits.requirePlaces("concurrency", items);
        }
    }

    /** Work dead items again: all, those with a reason, or those with certain keys. */
    record Redrive(Optional<String> reason, List<String> keys, Instant now) implements Turn {
        public Redrive {
            keys = List.copyOf(new LinkedHashSet<>(keys));
        }
    }

    /**
     * Write the summary of a generation.
     *
     * @param epoch of the run under which it was counted; where something was asked of it since, it is counted again
     * @param end how it ended: succeeded, failed or cancelled
     * @param told the message about it to who is told of the run
     * @param row that is written with it to a table of Trawl's own
     */
    record Close(
            int generation,
            int epoch,
            RunState end,
            Json summary,
            Instant finished,
            Optional<Json> told,
            Optional<Row> row)
            implements Turn {
        /** Of a run that nobody is told of, and that leaves no row. */
        public Close(int generation, int epoch, RunState end, Json summary, Instant finished) {
            this(generation, epoch, end, summary, finished, Optional.empty());
        }

        /** Of a run that leaves no row. */
        public Close(int generation, int epoch, RunState end, Json summary, Instant finished, Optional<Json> told) {
            this(generation, epoch, end, summary, finished, told, Optional.empty());
        }

        public Close {
            if (!end.closed()) {
                throw new IllegalArgumentException("A run closes as succeeded, failed or cancelled, got: " + end);
            }
        }
    }
}
