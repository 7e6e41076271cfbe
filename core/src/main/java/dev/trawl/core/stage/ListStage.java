package dev.trawl.core.stage;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Failure;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Retry;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.SourceContext;
import dev.trawl.core.Stats;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** List: reads one page of a run's source and commits it with the token of the next. */
public final class ListStage {
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Over its ports. */
    public ListStage(Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /** What became of asking for a page. */
    public sealed interface Step {
        /** The run has moved on: a page more, or the end of its listing. */
        record Moved(RunView run) implements Step {}

        /**
         * Ask again.
         *
         * @param attempt which one it will be, from 1
         */
        record Again(int attempt, Instant at) implements Step {}
    }

    /**
     * Asks for the page that the ledger names next.
     *
     * @param listing where the run's listing is
     * @param attempt which one this is, from 1
     */
    public Step list(WorkingRun run, RunView.ListingState listing, int attempt) throws InterruptedException {
        Reading reading = new Reading(run);
        if (attempt > 1) {
            reading.count(Measure.RETRIES, 1);
        }
        return switch (ask(run, listing, reading)) {
            case Listing.Page page -> commit(run, listing, page, reading);
            case Listing.Retry retry
            when attempt < run.rules().retry().attempts() && retry.after().compareTo(Retry.WAIT_MAX) <= 0 ->
                again(run, reading, attempt + 1, run.rules().retry().wait(attempt, retry.after(), random));
            case Listing.Retry retry -> fail(run.id(), retry.why(), reading);
            case Listing.Unfinished held -> again(run, reading, attempt, held.after());
            case Listing.Failed failed -> fail(run.id(), failed.why(), reading);
        };
    }

    private static Listing ask(WorkingRun run, RunView.ListingState listing, Reading reading)
            throws InterruptedException {
        try {
            return run.source().page(listing.token(), reading);
        } catch (InterruptedException | EnvironmentFault e) {
            throw e;
        } catch (Exception e) {
            return new Listing.Failed(new Failure("source-crash", "The source broke: " + e));
        }
    }

    private Step commit(WorkingRun run, RunView.ListingState listing, Listing.Page page, Reading reading) {
        PageContent content = new PageContent(
                page.items(), page.next(), run.source().distinct(), run.source().itemsMax(), reading.used());
        return new Step.Moved(ledger.list(run.id(), listing.page(), content).run());
    }

    private Step again(WorkingRun run, Reading reading, int attempt, Duration wait) {
        ledger.turn(run.id(), new Turn.Used(reading.used()));
        return new Step.Again(attempt, clock.instant().plus(wait));
    }

    private Step fail(RunId run, Failure why, Reading reading) {
        return switch (ledger.turn(run, new Turn.FailListing(why, reading.used()))) {
            case Turned.Applied applied -> new Step.Moved(applied.run());
            case Turned.Refused refused -> new Step.Moved(refused.run());
            case Turned.Unknown() -> throw new IllegalStateException("Run " + run + " is not in the ledger");
        };
    }

    /** Counts what one page costs. */
    private static final class Reading implements SourceContext {
        private final WorkingRun run;
        private final AtomicReference<Stats> used = new AtomicReference<>(Stats.NONE);

        Reading(WorkingRun run) {
            this.run = run;
        }

        @Override
        public void count(Measure measure, long amount) {
            used.updateAndGet(stats -> stats.plus(measure, amount));
        }

        @Override
        public Duration timeout() {
            return run.rules().limits().timeout();
        }

        @Override
        public int perHost() {
            return run.rules().limits().perHost();
        }

        Stats used() {
            return used.get();
        }
    }
}
