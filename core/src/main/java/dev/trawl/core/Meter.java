package dev.trawl.core;

/** Counts what an item or a listing costs. For any thread. */
public interface Meter {
    /** Counts something used. Amounts are not negative. */
    void count(Measure measure, long amount);
}
