package dev.trawl.simulation;

/** What goes wrong in a world. */
public enum Fault {
    /** The process dies before a commit. */
    CRASH_BEFORE_COMMIT,
    /** The process dies after a commit and before anybody hears of it. */
    CRASH_AFTER_COMMIT,
    /** The process dies in the middle of a group. */
    CRASH_IN_GROUP,
    /** The process dies at any moment. */
    CRASH,
    /** An item kills the process. */
    POISON,
    /** The machine loses its power: what was never synced is gone or torn. */
    POWER_LOSS,
    /** A commit fails and is nevertheless there. */
    COMMIT_FAILED_KEPT,
    /** A commit fails and is gone. */
    COMMIT_FAILED_LOST,
    /** A statement fails. */
    STATEMENT_FAILED,
    /** A commit comes late. */
    SLOW_COMMIT,
    /** A settlement comes twice, the second time late. */
    SETTLED_TWICE,
    /** A page comes twice, the second time with other items. */
    LISTED_TWICE,
    /** A summary comes again. */
    CLOSED_TWICE,
    /** A trigger fires twice. */
    STARTED_TWICE,
    /** What happened is heard of late, or a step is begun late. */
    LATE,
    /** The wall clock is set. */
    CLOCK_SET,
    /** The source gives a token again. */
    TOKEN_REPEATED,
    /** The source gives other items for a page than before. */
    ITEMS_MOVED,
    /** The source ends sooner than it would have. */
    ENDED_EARLY,
    /** The source grows while it is read. */
    GREW,
    /** The source fails for now. */
    SOURCE_FAILED,
    /** The source breaks. */
    SOURCE_BROKE,
    /** The worker throws. */
    WORKER_BROKE,
    /** The worker fails and wants to try again. */
    WORKER_FAILED,
    /** The worker takes very long. */
    WORKER_HUNG,
    /** The worker does not hear that it is to stop, and ends late. */
    WORKER_DEAF,
    /** A host asks to wait. */
    HOST_HELD
}
