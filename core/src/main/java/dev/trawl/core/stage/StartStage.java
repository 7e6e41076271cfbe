package dev.trawl.core.stage;

import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.NewRun;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Start: a trigger fired; checks the input against the job and takes the run on. */
public final class StartStage {
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Over its ports. */
    public StartStage(Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /** Checks an input without starting anything. */
    public static Input check(Job job, ObjectNode given) {
        return new InputCheck(job).check(given);
    }

    /**
     * Starts a run.
     *
     * @param cause the same cause gives the same run again; empty where each call is a run of its own
     * @throws BadInput where the input does not fit; nothing is started then
     */
    public Accepted start(Job job, ObjectNode given, Optional<String> cause) {
        Input input = check(job, given);
        RunId id = RunId.create(clock.instant(), random);
        return ledger.accept(new NewRun(id, job, input.values(), cause, clock.instant()));
    }
}
