package dev.trawl.app.command;

/** How commands end. Scripts rely on the numbers. */
public final class ExitStatus {
    /** What was asked for is so. */
    public static final int GOOD = 0;

    /** The run ended with dead items, failed, was cancelled or is paused. */
    public static final int SHORT = 1;

    /** The command or the job makes no sense. */
    public static final int USAGE = 2;

    /** The machine does not let Trawl work: disk, lock, database. */
    public static final int ENVIRONMENT = 3;

    /** Somebody interrupted it; a run can be resumed. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
