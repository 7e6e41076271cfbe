package dev.trawl.simulation;

/** An invariant does not hold. An error, so that no code under test takes it for something of its own. */
final class Broken extends Error {
    private static final long serialVersionUID = 1;

    private final String invariant;

    /**
     * @param invariant in a few words, the same for the same kind of trouble
     * @param what was found
     */
    Broken(String invariant, String what) {
        super(invariant + ": " + what, null, false, false);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}
