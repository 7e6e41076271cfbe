package dev.trawl.core;

import java.time.Duration;
import java.util.Optional;

/** How an item ended in one attempt, as its worker says. */
public sealed interface Outcome {
    /** It is done. */
    Outcome DONE = new Done(Optional.empty());

    /**
     * It is done.
     *
     * @param result what the worker answers, at most {@value #RESULT_BYTES_MAX} bytes
     */
    record Done(Optional<Json> result) implements Outcome {
        /** The largest result. */
        public static final int RESULT_BYTES_MAX = 256 * 1024;

        public Done {
            if (result.isPresent() && result.get().size() > RESULT_BYTES_MAX) {
                throw new IllegalArgumentException("A result has at most " + RESULT_BYTES_MAX + " bytes, got: "
                        + result.get().size());
            }
        }
    }

    /** It failed for good. */
    record Dead(Failure why) implements Outcome {}

    /**
     * It failed for now. The job's retry says when it is tried again, or that it is dead.
     *
     * @param after the least wait, as the other side asked for it; zero where it did not
     */
    record Retry(Failure why, Duration after) implements Outcome {}

    /**
     * It could not be worked yet and has used up no attempt: its host is held, or no time was left.
     *
     * @param after how long it rests; zero puts it back at once, more than {@link #REST_MAX} is no rest
     */
    record Unfinished(Duration after) implements Outcome {
        /** The longest that an item, or a listing, rests; no hold lasts as long. */
        public static final Duration REST_MAX = Duration.ofDays(1_000);

        public Unfinished {
            requireRest(after);
        }

        static void requireRest(Duration after) {
            if (after.isNegative() || after.compareTo(REST_MAX) > 0) {
                throw new IllegalArgumentException(
                        "What could not be worked yet rests for 0 to " + REST_MAX.toDays() + " days, got: " + after);
            }
        }
    }

    /** Dead, with a reason and a message. */
    static Outcome dead(String reason, String message) {
        return new Dead(new Failure(reason, message));
    }
}
