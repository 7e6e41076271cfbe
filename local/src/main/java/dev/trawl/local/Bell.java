package dev.trawl.local;

/** What one waiter waits on. It has rung or it has not; more than one ring means no more. Safe for any number of threads. */
public interface Bell {
    /** Rings. Waits for nobody. */
    void ring();

    /**
     * Waits until it rings, if it has not rung since it was last waited for; then it has not rung any more.
     *
     * @return whether it rang in time
     */
    boolean await(long nanos) throws InterruptedException;
}
