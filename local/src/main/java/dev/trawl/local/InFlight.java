package dev.trawl.local;

/** Says which items are in flight, for the next process should this one die. For any number of threads. */
interface InFlight {
    /**
     * An item is in flight.
     *
     * @return what ends it
     */
    int begin(long run, long item);

    /** The item is no longer in flight, whatever became of it. */
    void end(int slot);
}
