package dev.trawl.core.trigger;

/** What becomes of instants at which nobody was there to start their runs. */
public enum Misfire {
    /** They are missed. */
    SKIP,
    /** The newest of them starts late; the others are missed. */
    ONCE
}
