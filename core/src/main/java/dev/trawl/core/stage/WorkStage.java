package dev.trawl.core.stage;

import dev.trawl.core.AttemptFailed;
import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Failure;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Work: runs the worker for one item of a delivery, decides what its outcome means, and hands that to the
 * ledger. The items of a chunk are worked at once, each on a thread of the caller's.
 */
public final class WorkStage {
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Over its ports. */
    public WorkStage(Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What came of an attempt.
     *
     * @param settled completes once it is recorded
     */
    public record Worked(Verdict verdict, Duration took, CompletionStage<Settled> settled) {}

    /**
     * Works an item.
     *
     * @param epoch of the run under which it was delivered
     * @param deadline of its delivery; an item that has not begun by then goes on in a new one
     * @throws InterruptedException when it was stopped from outside; it is still open and settled by nobody
     * @throws EnvironmentFault when the machine does not let it be worked; likewise
     */
    public Worked work(WorkingRun run, int epoch, OpenItem item, Instant deadline) throws InterruptedException {
        Instant begun = clock.instant();
        Attempt attempt = new Attempt(ledger, run, item, deadline);
        // A suspect that is handed back untried would be taken to be innocent.
        boolean inTime = begun.isBefore(deadline) || item.suspect();
        Outcome outcome = inTime ? attempt(run, item, attempt) : new Outcome.Unfinished(Duration.ZERO);
        Instant ended = clock.instant();
        Duration took = Duration.between(begun, ended);
        Ended end = elsewhere(run, item, attempt, judge(run, attempt, outcome, ended), ended);
        Duration storing = end.stored() ? Duration.between(ended, clock.instant()) : Duration.ZERO;
        int attempts = outcome instanceof Outcome.Unfinished ? item.attempts() : item.attempts() + 1;
        CompletionStage<Settled> settled = ledger.settle(new Settlement(
                run.id(),
                epoch,
                item.number(),
                item.version(),
                end.verdict(),
                attempts,
                took,
                ended,
                storing,
                end.effects()));
        return new Worked(end.verdict(), took, settled);
    }

    /**
     * What is left for the ledger to record.
     *
     * @param stored whether rows were written elsewhere, or should have been
     */
    private record Ended(Verdict verdict, Effects effects, boolean stored) {}

    /** Writes what goes elsewhere; a row that is refused there is the item's death. */
    private static Ended elsewhere(WorkingRun run, OpenItem item, Attempt attempt, Verdict verdict, Instant now)
            throws InterruptedException {
        if (verdict instanceof Verdict.Waiting) {
            return new Ended(verdict, attempt.used(), false);
        }
        try {
            Effects effects = Messages.with(run, item.item(), verdict, attempt.effects(), now);
            boolean stored = Elsewhere.concerns(run, effects);
            return new Ended(verdict, stored ? Elsewhere.write(run, effects) : effects, stored);
        } catch (RowRefused e) {
            Verdict dead = new Verdict.Dead(new Failure("row-refused", String.valueOf(e.getMessage())));
            return new Ended(dead, Messages.with(run, item.item(), dead, attempt.used(), now), true);
        }
    }

    private static Outcome attempt(WorkingRun run, OpenItem item, Attempt attempt) throws InterruptedException {
        if (item.crashes() > OpenItem.CRASHES_MAX) {
            Failure why = new Failure(
                    "worker-crash",
                    "It was alone in flight at " + OpenItem.CRASHES_MAX
                            + " crashes in a row, so it is taken to be what crashes the process");
            bury(run, item, attempt, why);
            return new Outcome.Dead(why);
        }
        try {
            return run.worker().work(item.item(), attempt);
        } catch (InterruptedException | EnvironmentFault e) {
            throw e;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (stoppedWhileWriting(e)) {
                throw stopped(e);
            }
            attempt.forget();
            Outcome.Retry failed = e instanceof AttemptFailed known
                    ? known.outcome()
                    : new Outcome.Retry(new Failure("worker-crash", "The worker broke: " + e), Duration.ZERO);
            if (attempt.lastAttempt()) {
                bury(run, item, attempt, failed.why());
            }
            return failed;
        }
    }

    private static void bury(WorkingRun run, OpenItem item, Attempt attempt, Failure why) {
        try {
            run.worker().buried(item.item(), why, attempt);
        } catch (RuntimeException e) {
            // The item's death counts without what should have been kept of it.
            attempt.forget();
        }
    }

    /** An interrupt in the middle of a write comes out as a closed channel, under whatever was put around it. */
    private static boolean stoppedWhileWriting(Throwable broken) {
        Throwable cause = broken;
        while (cause != null && !(cause instanceof ClosedByInterruptException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static InterruptedException stopped(Throwable cause) {
        InterruptedException stopped = new InterruptedException("Stopped while it wrote");
        stopped.initCause(cause);
        return stopped;
    }

    private Verdict judge(WorkingRun run, Attempt attempt, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Done done -> new Verdict.Done(done.result());
            case Outcome.Dead dead -> new Verdict.Dead(dead.why());
            case Outcome.Unfinished left -> new Verdict.Waiting(now.plus(left.after()));
            case Outcome.Retry retry
            when attempt.lastAttempt()
                    || retry.after().compareTo(run.rules().retry().patience()) > 0 -> new Verdict.Dead(retry.why());
            case Outcome.Retry retry ->
                new Verdict.Waiting(now.plus(run.rules().retry().wait(attempt.attempt(), retry.after(), random)));
        };
    }
}
