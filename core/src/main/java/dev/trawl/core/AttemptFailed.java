package dev.trawl.core;

import java.time.Duration;

/**
 * An attempt at an item that failed for now, and whose rows, objects and emitted items are to be dropped whatever
 * becomes of the item. A worker that wants them kept should the item die answers {@link Outcome.Retry} instead.
 */
public final class AttemptFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    private final transient Failure why;

    /** The least wait before the next attempt. */
    private final Duration after;

    /** @param after the least wait before the next attempt; zero where nobody asked for one */
    public AttemptFailed(Failure why, Duration after) {
        super(why.toString());
        this.why = why;
        this.after = after;
    }

    /** One that may be tried again when the job says so. */
    public AttemptFailed(String reason, String message) {
        this(new Failure(reason, message), Duration.ZERO);
    }

    /** What the attempt comes to. */
    public Outcome.Retry outcome() {
        return new Outcome.Retry(why, after);
    }
}
