package dev.trawl.core.stage;

import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.Start;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Start: a trigger fired; checks the input against the job and takes the run on. */
public final class StartStage {
    private static final String NO_BODY =
            "its source is the body, and none was sent; send a JSON object, an array or NDJSON (trawl run: body=@FILE)";

    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Over its ports. */
    public StartStage(Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Checks an input without starting anything.
     *
     * @throws BadInput where it does not fit the job
     */
    public static Input check(Start start) {
        Job job = start.job();
        Input input = new InputCheck(job).check(start.given());
        if (start.body().isPresent() != job.takesBody()) {
            throw new BadInput(
                    job.name(), List.of(job.takesBody() ? NO_BODY : "it takes no body: its source is its own"));
        }
        return start.body().map(body -> body.in(input)).orElse(input);
    }

    /** Starts a run, with its input as it was checked. */
    public Accepted start(Start start, Input input) {
        return ledger.accept(prepare(start, input));
    }

    /** The run that a start asks for, with its input as it was checked, yet to be taken on. */
    public NewRun prepare(Start start, Input input) {
        Instant now = clock.instant();
        Optional<PageContent> listed = start.body()
                .map(body -> new PageContent(body.items(), Optional.empty(), true, Long.MAX_VALUE, Stats.NONE));
        return new NewRun(RunId.create(now, random), start.job(), input.values(), start.cause(), now, listed);
    }
}
