package dev.trawl.core.dispatch;

import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Verdict;
import java.time.Instant;
import java.util.List;

/** Something to do now, decided by {@link Dispatch}; whoever does it reports back what came of it. */
public sealed interface Step {
    /** Ask the source for the page that the ledger names; report {@link Dispatch#listed} or {@link Dispatch#listAgain}. */
    record ListPage(RunId run, RunView.ListingState listing, int attempt) implements Step {}

    /** Ask the ledger for open items; report {@link Dispatch#filled}. */
    record Fill(DueQuery query) implements Step {}

    /** Work a chunk; report {@link Dispatch#left} for each of its items. */
    record Work(RunId run, int epoch, List<OpenItem> chunk, Instant deadline) implements Step {
        public Work {
            chunk = List.copyOf(chunk);
        }
    }

    /** Put an item to rest in the ledger: its host is held for long, or it is surplus that keeps others out. */
    record Rest(RunId run, int epoch, OpenItem item, Verdict.Waiting verdict) implements Step {}

    /** Ask something of the run; report {@link Dispatch#refused} where it is refused. */
    record Ask(RunId run, Turn turn) implements Step {}

    /** Write the run's summary. */
    record Close(RunView run) implements Step {}

    /**
     * Stop what is under way for a run that was ended; report {@link Dispatch#left} for each of its items.
     *
     * @param epoch what was begun in an earlier one is to stop
     */
    record Interrupt(RunId run, int epoch) implements Step {}
}
