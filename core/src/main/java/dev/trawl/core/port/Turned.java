package dev.trawl.core.port;

import dev.trawl.core.RunView;

/** What became of something asked of a run. */
public sealed interface Turned {
    /** It is so, now or already before; the run as it is now. */
    record Applied(RunView run, boolean changed) implements Turned {}

    /** It makes no sense for the run as it is. */
    record Refused(RunView run, String why) implements Turned {}

    /** There is no such run. */
    record Unknown() implements Turned {}
}
