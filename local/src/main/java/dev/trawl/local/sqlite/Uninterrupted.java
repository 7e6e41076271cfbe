package dev.trawl.local.sqlite;

/** Waits that must come to their end although somebody interrupts them, who is heard afterwards. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Something that is waited for; tried again where it was interrupted. */
    @FunctionalInterface
    public interface Wait {
        /** Waits. */
        void toEnd() throws InterruptedException;
    }

    /** Waits, to the end. */
    public static void await(Wait wait) {
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                wait.toEnd();
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
