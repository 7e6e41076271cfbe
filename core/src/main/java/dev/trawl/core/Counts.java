package dev.trawl.core;

/**
 * Where a run's items are. At every instant listed = open + done + dead + cancelled.
 *
 * @param waiting of the open ones, those that rest until they are due
 */
public record Counts(long listed, long done, long dead, long cancelled, long waiting) {
    /** Nothing listed. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts {
        if (done < 0 || dead < 0 || cancelled < 0 || waiting < 0 || listed < done + dead + cancelled + waiting) {
            throw new IllegalArgumentException("listed = open + done + dead + cancelled does not hold: listed " + listed
                    + ", done " + done + ", dead " + dead + ", cancelled " + cancelled + ", waiting " + waiting);
        }
    }

    /** Items that have not ended. */
    public long open() {
        return listed - done - dead - cancelled;
    }

    /** Items that have ended. */
    public long ended() {
        return done + dead + cancelled;
    }

    /** Open items that could be worked now. */
    public long backlog() {
        return open() - waiting;
    }
}
