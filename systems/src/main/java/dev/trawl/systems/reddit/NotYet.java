package dev.trawl.systems.reddit;

import dev.trawl.core.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Says that an address has no final answer in this attempt. Leaves a step without a result to keep. */
final class NotYet extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Failure> why;
    private final Duration after;

    private NotYet(Optional<Failure> why, Duration after) {
        super(why.map(Failure::toString).orElse("not asked"));
        this.why = why;
        this.after = after;
    }

    /** It was asked, and failed for now. */
    static NotYet failed(Failure why, Duration after) {
        return new NotYet(Optional.of(why), after);
    }

    /** It was not asked. */
    static NotYet unasked(Duration after) {
        return new NotYet(Optional.empty(), after);
    }

    /** Why it failed; empty where it was not asked. */
    Optional<Failure> why() {
        return why;
    }

    /** The least wait. */
    Duration after() {
        return after;
    }
}
