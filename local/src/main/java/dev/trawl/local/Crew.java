package dev.trawl.local;

/** Who carries the steps of runs out: a thread each, all at once; in a simulated world one at a time. */
@FunctionalInterface
interface Crew {
    /** A virtual thread for each deed. */
    Crew VIRTUAL = (name, deed) -> Thread.ofVirtual().name(name).start(deed);

    /** Begins a deed on a thread of its own, that may be interrupted. */
    void begin(String name, Runnable deed);
}
