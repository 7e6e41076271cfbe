package dev.trawl.local;

import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.port.Records;
import dev.trawl.local.sqlite.TriggerLedger;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts what waits for the ends of runs. The commit that closes a run puts its end into the outbox; the commit
 * that starts what follows takes it out. An end that a redrive has undone before it was told starts nothing; the
 * next generation's will. For one thread at a time.
 */
final class Followers {
    private static final int PAGE_ENDS = 100;

    private final TriggerLedger ledger;
    private final Records records;
    private final Starter starter;
    private final Consumer<String> notes;

    /** Ends up to this number are not ours. */
    private long after;

    /**
     * @param after ends up to this number are left to others; 0 where none are
     * @param notes told of what could not be started
     */
    Followers(TriggerLedger ledger, Records records, Starter starter, Consumer<String> notes, long after) {
        this.ledger = ledger;
        this.records = records;
        this.starter = starter;
        this.notes = notes;
        this.after = after;
    }

    /** Tells every end that was not told yet. */
    void turn() {
        List<TriggerLedger.Ended> ends = ledger.ended(after, PAGE_ENDS);
        while (!ends.isEmpty()) {
            ends.forEach(this::tell);
            ends = ledger.ended(after, PAGE_ENDS);
        }
    }

    private void tell(TriggerLedger.Ended end) {
        Started started = starter.begin(starts(end), new Occasion.Ended(end.number()));
        started.refused()
                .forEach(refused -> notes.accept("The end of run " + end.run() + " started no run of "
                        + refused.job() + ": " + refused.why()));
        after = end.number();
    }

    private List<Start> starts(TriggerLedger.Ended end) {
        Optional<RunView> run = records.run(end.run()).filter(view -> view.generation() == end.generation());
        return run.flatMap(RunView::summary)
                .map(Json::tree)
                .map(summary -> starter.listeners().ended(run.orElseThrow(), summary))
                .orElse(List.of());
    }
}
