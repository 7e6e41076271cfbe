package dev.trawl.web;

import java.time.Duration;

/** How a thread waits. */
@FunctionalInterface
public interface Pause {
    /** Really waits. */
    Pause SLEEPING = Thread::sleep;

    /** Returns after the time has passed. */
    void rest(Duration time) throws InterruptedException;
}
