package dev.trawl.core.port;

import dev.trawl.core.Counts;

/** What became of a settlement. */
public sealed interface Settled {
    /** It is recorded. */
    record Applied(Counts counts) implements Settled {}

    /** It was overtaken and has changed nothing. */
    record Stale() implements Settled {}
}
