package dev.trawl.core.stage;

import dev.trawl.core.Counts;
import dev.trawl.core.Json;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Recount;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import java.time.Instant;
import java.time.InstantSource;

/** Close: counts a run again from its rows and writes its summary, once per generation. */
public final class CloseStage {
    private final Ledger ledger;
    private final Records records;
    private final InstantSource clock;

    /** Over its ports. */
    public CloseStage(Ledger ledger, Records records, InstantSource clock) {
        this.ledger = ledger;
        this.records = records;
        this.clock = clock;
    }

    /** Closes a run that is due to be closed; one that is closed already stays as it is. */
    public RunView close(WorkingRun run, RunView view) {
        Recount recount = cancelOpen(records.recount(view.id()));
        RunState end = end(run, view, recount.counts());
        Instant finished = clock.instant();
        Json summary = Summary.of(view, recount).closed(end, finished);
        Turn.Close close = new Turn.Close(
                view.generation(), view.epoch(), end, summary, finished, Messages.end(run, summary, finished));
        return switch (ledger.turn(view.id(), close)) {
            case Turned.Applied applied -> applied.run();
            case Turned.Refused refused -> refused.run();
            case Turned.Unknown() -> throw new IllegalStateException("Run " + view.id() + " is not in the ledger");
        };
    }

    /** What has not ended when a run closes is cancelled. */
    private static Recount cancelOpen(Recount recount) {
        Counts counts = recount.counts();
        long cancelled = counts.listed() - counts.done() - counts.dead();
        Counts ended = new Counts(counts.listed(), counts.done(), counts.dead(), cancelled, 0);
        return new Recount(ended, recount.rows(), recount.objects(), recount.reasons(), recount.stats());
    }

    private static RunState end(WorkingRun run, RunView view, Counts counts) {
        if (view.failure().isPresent()) {
            return RunState.FAILED;
        }
        if (view.phase() == RunState.CLOSING) {
            // Whoever cancelled it wanted no judgement, and whoever closes it may not know what it tolerates.
            return RunState.CANCELLED;
        }
        return run.rules().tolerance().exceeded(counts, true) ? RunState.FAILED : RunState.SUCCEEDED;
    }
}
