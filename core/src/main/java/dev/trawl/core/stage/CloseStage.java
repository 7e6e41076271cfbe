package dev.trawl.core.stage;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Recount;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Close: counts a run again from its rows and writes its summary, once per generation. */
public final class CloseStage {
    private final Ledger ledger;
    private final Records records;
    private final InstantSource clock;
    private final Prices prices;

    /** Over its ports. */
    public CloseStage(Ledger ledger, Records records, InstantSource clock, Prices prices) {
        this.ledger = ledger;
        this.records = records;
        this.clock = clock;
        this.prices = prices;
    }

    /**
     * Closes a run that is due to be closed; one that is closed already stays as it is. What it writes elsewhere is
     * written first: after a crash in between it is written again, in the same place.
     */
    public RunView close(WorkingRun run, RunView view) throws InterruptedException {
        Recount recount = withEndRow(run, cancelOpen(records.recount(view.id())));
        Map<String, Long> elsewhere = rowsElsewhere(run);
        Instant finished = clock.instant();
        EndRow.Ended ended = new EndRow.Ended(view, recount, elsewhere, end(run, view, recount.counts()), finished);
        Optional<Failure> refused = writeEnds(run, ended);
        EndRow.Ended row = refused.isPresent() ? ended.failed() : ended;
        RunState end = row.end();
        RunView closing = refused.map(view::failing).orElse(view);
        Json summary = Summary.of(closing, recount, prices).closed(row, lacking(run));
        Turn.Close close = new Turn.Close(
                view.generation(),
                view.epoch(),
                end,
                summary,
                finished,
                Messages.end(run, summary, finished),
                run.job().parts().endTable().map(table -> EndRow.of(table, row, prices)));
        return switch (ledger.turn(view.id(), close)) {
            case Turned.Applied applied -> applied.run();
            case Turned.Refused asked -> asked.run();
            case Turned.Unknown() -> throw new IllegalStateException("Run " + view.id() + " is not in the ledger");
        };
    }

    /** How many rows the run has in tables that are not Trawl's own, where somebody knows. */
    private static Map<String, Long> rowsElsewhere(WorkingRun run) throws InterruptedException {
        Optional<Sink> sink = run.sinks().rows();
        Optional<TableSpec> table = run.job().parts().elsewhere().table();
        if (sink.isEmpty() || table.isEmpty()) {
            return Map.of();
        }
        OptionalLong rows = sink.get().rows(run.id());
        return rows.isPresent() ? Map.of(table.get().name(), rows.getAsLong()) : Map.of();
    }

    /** The row that is written with the summary counts too. */
    private static Recount withEndRow(WorkingRun run, Recount recount) {
        return run.job().parts().endTable().map(recount::withRow).orElse(recount);
    }

    /**
     * Writes the row of the run's end, wherever the job wants one. One that refuses it fails the run, and keeps none of those behind
     * it from theirs: that one says so.
     *
     * @return why the first of those that refused did
     */
    private Optional<Failure> writeEnds(WorkingRun run, EndRow.Ended ended) throws InterruptedException {
        Optional<Failure> refused = Optional.empty();
        for (Sink end : run.sinks().ends()) {
            Row row = EndRow.of("", refused.isPresent() ? ended.failed() : ended, prices);
            try {
                end.write(List.of(row));
            } catch (RowRefused e) {
                refused = refused.or(() -> Optional.of(new Failure("row-refused", String.valueOf(e.getMessage()))));
            }
        }
        return refused;
    }

    /** What the row of its end was written without, and why. */
    private static List<String> lacking(WorkingRun run) {
        return run.sinks().ends().stream()
                .flatMap(end -> end.lacking().stream())
                .toList();
    }

    /** What has not ended when a run closes is cancelled. */
    private static Recount cancelOpen(Recount recount) {
        Counts counts = recount.counts();
        long cancelled = counts.listed() - counts.done() - counts.dead();
        Counts ended = new Counts(counts.listed(), counts.done(), counts.dead(), cancelled, 0);
        return recount.withCounts(ended);
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
