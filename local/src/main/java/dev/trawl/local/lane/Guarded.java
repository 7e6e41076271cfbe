package dev.trawl.local.lane;

import dev.trawl.core.Failure;
import java.util.concurrent.CompletableFuture;

/** A process that {@link Watch} looks after, with all that it started. For any number of threads. */
interface Guarded {
    /** What becomes of it. */
    enum Phase {
        /** It works, or waits for work. */
        WORKING,
        /** Its input has ended, so it may leave. */
        LEAVING,
        /** It was asked to leave. */
        ASKED,
        /** It and all that it started are killed, until nobody is left. */
        ENDING
    }

    int pid();

    boolean alive();

    /** Moves it on by what the time is, and says where it stands. */
    Phase moved(long now);

    /** Nanoseconds until its work has run out of time; negative where it has. */
    long left(long now);

    /** Lets it leave where nobody has needed it for long. */
    void leaveWhereIdle(long now);

    /** What it may have. */
    CommandSettings settings();

    WorkFolder folder();

    /** Ends it, with all that it started, for a reason; the first one counts. */
    Failure end(String reason, String what);

    /** Kills what the kernel knows to be of it, at once, where it knows. */
    default void kill() {}

    /**
     * No process of it is left.
     *
     * @return completes when what else it left is not needed any more
     */
    default CompletableFuture<Void> dead() {
        return CompletableFuture.completedFuture(null);
    }

    /** What else it left is removed; that may take long. */
    void buried();
}
