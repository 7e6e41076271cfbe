package dev.trawl.core;

import java.time.Instant;
import java.util.Optional;

/**
 * A run as the ledger has it at one instant.
 *
 * @param definition of its job as it was when the run started
 * @param phase how far it is, whatever is asked of it: never {@link RunState#PAUSED}
 * @param paused whether somebody asked it to wait
 * @param epoch raised by whatever voids what is under way: cancelling, failing, closing, working it again; what was begun
 *     under another one is void
 * @param generation from 1; one more each time that it is worked again after it was closed
 * @param concurrency items at once, where somebody changed it while the run went on
 * @param listing how far its listing is
 * @param metered what working it has taken
 * @param failure why it fails, where it does; of a paused one, why it was stopped
 */
public record RunView(
        RunId id,
        String job,
        Json definition,
        Json input,
        RunState phase,
        boolean paused,
        int epoch,
        int generation,
        Optional<Integer> concurrency,
        ListingState listing,
        Counts counts,
        Stats stats,
        Metered metered,
        Optional<Failure> failure,
        Instant started,
        Optional<Json> summary) {

    /**
     * How far the listing of a run is.
     *
     * @param page number of the next page, from 0
     * @param token where to go on; empty for the first page
     * @param ended whether nothing more is asked of the source
     */
    public record ListingState(long page, Optional<String> token, boolean ended) {}

    /** The same run, which fails for this. */
    public RunView failing(Failure why) {
        return new RunView(
                id,
                job,
                definition,
                input,
                phase,
                paused,
                epoch,
                generation,
                concurrency,
                listing,
                counts,
                stats,
                metered,
                Optional.of(why),
                started,
                summary);
    }

    /** Its state, as people are told it. */
    public RunState state() {
        return paused && !phase.closed() ? RunState.PAUSED : phase;
    }

    /** Whether only its summary is missing. */
    public boolean due() {
        return !phase.closed() && (phase == RunState.CLOSING || (listing.ended() && counts.open() == 0));
    }
}
