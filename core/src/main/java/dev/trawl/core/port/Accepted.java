package dev.trawl.core.port;

import dev.trawl.core.RunId;
import dev.trawl.core.RunView;

/** What became of a run that was to be taken on. */
public sealed interface Accepted {
    /** It is there: new, or from before by the same cause. */
    record Taken(RunView run, boolean created) implements Accepted {}

    /** The cause has started a run with another input. */
    record Conflict(RunId run) implements Accepted {}
}
