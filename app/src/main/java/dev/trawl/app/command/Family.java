package dev.trawl.app.command;

import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.Start;
import dev.trawl.core.port.Accepted;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** A run and the runs that it triggers, and these in turn. */
final class Family {
    private final Machine machine;
    private final Triggers triggers;
    private final Queue<RunId> started = new ConcurrentLinkedQueue<>();

    /** On a machine that works runs of these jobs. */
    Family(Machine machine, Collection<Job> jobs, Console console) {
        this.machine = machine;
        this.triggers = machine.triggers(Triggers.Scope.OWN, jobs, console::note, run -> started.add(run.id()));
    }

    /** Starts the first. */
    Accepted start(Start start) {
        return triggers.start(start);
    }

    /**
     * Works the others to their ends, when the first has come to its own.
     *
     * @return whether all of them succeeded without a dead item
     */
    boolean toItsEnd(RunId first, Follow follow) throws InterruptedException {
        boolean good = true;
        // What has ended is told by then: its followers are among those that were started.
        triggers.turn();
        for (RunId run = started.poll(); run != null; run = started.poll()) {
            if (!run.equals(first)) {
                JsonNode document = follow.await(machine, run);
                good &= Follow.good(document);
            }
            triggers.turn();
        }
        return good;
    }
}
