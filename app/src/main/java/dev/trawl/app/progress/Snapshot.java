package dev.trawl.app.progress;

import dev.trawl.core.Counts;
import dev.trawl.core.RunState;
import java.util.Optional;

/**
 * How far a run is at one instant.
 *
 * @param listed whether everything is listed, so that the total is known
 * @param requests sent so far
 * @param slowest the host that most open items wait for; empty where none stands out
 */
public record Snapshot(RunState state, Counts counts, boolean listed, long requests, Optional<SlowHost> slowest) {
    /** A host that items wait for; its name may be a stranger's. */
    public record SlowHost(String host, long items) {}
}
