package dev.trawl.jdbc;

import java.time.Duration;

/** How a thread waits for a database to come back. */
@FunctionalInterface
interface Rest {
    /** Really waits. */
    Rest SLEEPING = Thread::sleep;

    /** Returns after the time has passed. */
    void rest(Duration time) throws InterruptedException;
}
