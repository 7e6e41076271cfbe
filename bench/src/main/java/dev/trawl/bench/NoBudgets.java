package dev.trawl.bench;

import dev.trawl.core.port.Budgets;
import java.time.Duration;
import java.time.Instant;

/** Lets everybody in at once: what a bare loop has. */
final class NoBudgets implements Budgets {
    @Override
    public Instant reserve(String key, Duration spacing) {
        return Instant.MIN;
    }

    @Override
    public void hold(String key, Instant until) {
        // A bare loop heeds nobody.
    }

    @Override
    public Instant freeAt(String key) {
        return Instant.MIN;
    }

    @Override
    public Lease lease(String key, int places) {
        return () -> {};
    }
}
