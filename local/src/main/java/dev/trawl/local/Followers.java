package dev.trawl.local;

import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.util.List;
import java.util.Optional;

/**
 * Starts what waits for the ends of runs. The commit that closes a run puts its end into the outbox; the commit
 * that starts what follows takes it out. An end that a redrive has undone before it was told starts nothing; the
 * next generation's will. For one thread at a time.
 */
final class Followers {
    private static final int PAGE_ENDS = 100;

    private final SqliteRecords records;
    private final Starter starter;

    /** Ends up to this number are not ours. Not moved: a number may come again when its end was told. */
    private final long after;

    /** @param after ends up to this number are left to others; 0 where none are */
    Followers(SqliteRecords records, Starter starter, long after) {
        this.records = records;
        this.starter = starter;
        this.after = after;
    }

    /** Tells every end that was not told yet. */
    void turn() {
        List<SqliteRecords.Ended> ends = records.ended(after, PAGE_ENDS);
        while (!ends.isEmpty()) {
            ends.forEach(this::tell);
            ends = records.ended(after, PAGE_ENDS);
        }
    }

    private void tell(SqliteRecords.Ended end) {
        var _ = starter.begin("The end of run " + end.run(), starts(end), new Occasion.Ended(end.number()));
    }

    private List<Start> starts(SqliteRecords.Ended end) {
        Optional<RunView> run = records.run(end.run()).filter(view -> view.generation() == end.generation());
        return run.flatMap(RunView::summary)
                .map(summary -> starter.listeners().ended(run.orElseThrow(), summary.tree()))
                .orElse(List.of());
    }
}
