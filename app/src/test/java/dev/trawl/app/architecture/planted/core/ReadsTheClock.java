package dev.trawl.app.architecture.planted.core;

import java.time.Instant;

/** Planted: core asks the system for the time. */
final class ReadsTheClock {
    Instant now() {
        return Instant.now();
    }
}
