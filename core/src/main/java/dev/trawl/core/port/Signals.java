package dev.trawl.core.port;

import dev.trawl.core.RunId;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** 'Something happened to run R', for whoever waits. Safe for any number of threads. */
public interface Signals {
    /** Wakes whoever waits for the run. */
    void publish(RunId run);

    /**
     * Waits until a condition holds. It is looked at first, and again after every signal of the run; a signal
     * between looking and waiting is not lost.
     *
     * @return whether it came to hold in time
     */
    boolean await(RunId run, Duration atMost, BooleanSupplier condition) throws InterruptedException;
}
