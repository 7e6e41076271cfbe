package dev.trawl.core.trigger;

/** What becomes of an instant while the run of an earlier one goes on. */
public enum Overlap {
    /** It is skipped. */
    SKIP,
    /** It waits for the end of that run; the ones that wait begin in order. */
    QUEUE,
    /** That run is cancelled, and the instant's own begins. */
    REPLACE
}
