package dev.trawl.simulation.campaign;

/** A process of worlds died, or says nothing any more. */
final class ChildLost extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    ChildLost(String why) {
        super(why);
        this.why = why;
    }

    /** How it ended, and what it complained of last. */
    String why() {
        return why;
    }
}
