package dev.trawl.app.faults;

import java.util.Locale;

/**
 * What a process is to meet on its way to the disk.
 *
 * @param calls which calls count: letters as {@code faults.c} explains them
 * @param at which of them, from 1
 * @param action what happens there
 * @param error the number that a failing call gives
 * @param file how the paths end of the files that count; empty for all
 */
record Plan(String calls, long at, Action action, int error, String file) {
    /** The disk reports an error. */
    static final int EIO = 5;

    /** Too many files are open. */
    static final int EMFILE = 24;

    /** No space is left. */
    static final int ENOSPC = 28;

    /** The file system is read-only. */
    static final int EROFS = 30;

    static final String SYNCS = "S";
    static final String WRITES = "W";
    static final String CHANGES = "WSTN";
    static final String OPENS = "OR";

    /** Nothing happens. */
    static final Plan NONE = new Plan("-", 0, Action.ONCE, 0, "");

    /** What happens at a call. */
    enum Action {
        ONCE,
        EVER,
        SHORT,
        KILL,
        AFTER,
        TORN
    }

    static Plan fail(String calls, long at, Action action, int error) {
        return new Plan(calls, at, action, error, "");
    }

    static Plan die(long at, Action action) {
        return new Plan(CHANGES, at, action, 0, "");
    }

    /** The same, of one file alone. */
    Plan on(String name) {
        return new Plan(calls, at, action, error, name);
    }

    /** As the shim reads it. */
    @Override
    public String toString() {
        return calls + " " + at + " " + action.name().toLowerCase(Locale.ROOT) + " " + error + " " + file;
    }
}
