package dev.trawl.core.dispatch;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Tolerance;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what is started next on one machine. It is told what happened, and answers with the steps to take
 * now; it does nothing itself, knows no clock and no thread. Runs are served in turn, and the keys of a run in
 * turn. What it holds is bounded: a window of ready items per run; the rest lies in the ledger.
 *
 * <p>Items that were in flight when the process died are suspects: they run alone, one at a time, before
 * anything else does.
 *
 * <p>For one thread.
 */
public final class Dispatch {
    /** Items of a key that is held for longer rest in the ledger, so that they do not fill the window. */
    static final Duration HELD_MAX = Duration.ofSeconds(5);

    private final Map<RunId, Desk> desks = new LinkedHashMap<>();
    private final Function<String, Instant> freeAt;
    private Optional<RunId> alone = Optional.empty();
    private boolean draining;

    /** @param freeAt when a budget key may next be asked */
    public Dispatch(Function<String, Instant> freeAt) {
        this.freeAt = freeAt;
    }

    /** A run is to be worked from now on; one that is worked already may have more to do than it knows. */
    public void open(WorkingRun run) {
        Desk desk = desks.putIfAbsent(run.id(), new Desk(run, freeAt));
        if (desk != null) {
            // A view of the same epoch may be older than what commits have told since it was read.
            if (run.view().epoch() > desk.view().epoch()) {
                desk.changed(run.view(), 0);
            }
            desk.waits(Instant.MIN);
        }
    }

    /**
     * A run is as the ledger says now. Told in the order of the ledger's commits, before whoever waits for the
     * commit hears of it.
     *
     * @param outcomes of its items that have become durable since it was last told
     */
    public void changed(RunView run, int outcomes) {
        desk(run.id()).ifPresent(desk -> {
            desk.changed(run, outcomes);
            forgetClosed(desk);
        });
    }

    /** A page is in the ledger, or the listing has ended. */
    public void listed(RunId run) {
        desk(run).ifPresent(Desk::listed);
    }

    /** A page is to be asked for again. */
    public void listAgain(RunId run, int attempt, Instant at) {
        desk(run).ifPresent(desk -> desk.listAgain(attempt, at));
    }

    /** The ledger has handed out items. */
    public void filled(RunId run, Due due) {
        desk(run).ifPresent(desk -> desk.filled(due));
    }

    /**
     * An item has left its worker.
     *
     * @param due when it is to be worked again; {@link Instant#MAX} where it has ended
     */
    public void left(RunId run, long item, Duration took, Instant due) {
        desk(run).ifPresent(desk -> {
            desk.sizer.took(took);
            desk.left(item, due);
            if (desk.inFlight() == 0 && alone.equals(Optional.of(run))) {
                alone = Optional.empty();
            }
            forgetClosed(desk);
        });
    }

    private void forgetClosed(Desk desk) {
        if (desk.view().phase().closed() && desk.inFlight() == 0) {
            desks.remove(desk.run.id());
        }
    }

    /** Start nothing more; what is under way may end. */
    public void drain() {
        draining = true;
    }

    /** Items that are with their workers. */
    public int inFlight() {
        return desks.values().stream().mapToInt(Desk::inFlight).sum();
    }

    /** When to look again although nothing happened; {@link Instant#MAX} for never. */
    public Instant wakeAt(Instant now) {
        return desks.values().stream()
                .map(desk -> desk.wakeAt(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** What a run is busy with; empty where it is not under way. */
    public Optional<Glance> glance(RunId run) {
        return desk(run).map(Desk::glance);
    }

    /** What to do now. */
    public List<Step> next(Instant now) {
        List<Step> steps = new ArrayList<>();
        for (Desk desk : desks.values()) {
            rule(desk, steps);
            if (!draining) {
                feed(desk, now, steps);
            }
        }
        if (!draining) {
            work(now, steps);
        }
        return steps;
    }

    private void rule(Desk desk, List<Step> steps) {
        RunView view = desk.view();
        if (desk.interrupt()) {
            steps.add(new Step.Interrupt(view.id()));
        }
        Tolerance tolerance = desk.run.rules().tolerance();
        if (desk.working() && tolerance.exceeded(desk.counts(), view.listing().ended())) {
            if (desk.ask()) {
                steps.add(new Step.Ask(view.id(), new Turn.Fail(tooManyDead(desk.counts(), tolerance))));
            }
        } else if (view.due() && !view.paused() && desk.ask()) {
            steps.add(new Step.Close(view));
        }
    }

    private static Failure tooManyDead(Counts counts, Tolerance tolerance) {
        return new Failure(
                "too-many-dead",
                counts.dead() + " items are dead, more than the " + tolerance + " that the job tolerates");
    }

    private static void feed(Desk desk, Instant now, List<Step> steps) {
        if (desk.mayList(now)) {
            steps.add(desk.list());
        }
        if (desk.mayFill(now)) {
            steps.add(new Step.Fill(desk.fill(now)));
        }
        for (OpenItem item : desk.ready.takeHeldBeyond(now.plus(HELD_MAX))) {
            Instant until = desk.freeAt(item);
            desk.rests(until);
            steps.add(new Step.Rest(desk.run.id(), desk.view().epoch(), item, until));
        }
    }

    private void work(Instant now, List<Step> steps) {
        if (alone.isPresent() || quarantine(now, steps)) {
            return;
        }
        boolean any = true;
        while (any) {
            any = false;
            for (Desk desk : desks.values()) {
                List<OpenItem> chunk = desk.mayWork() ? desk.chunk(now) : List.of();
                if (!chunk.isEmpty()) {
                    any = true;
                    steps.add(work(desk, chunk, now));
                }
            }
        }
    }

    /**
     * Whether a suspect may run now, so that nothing else may begin until it has: at once where nothing is in
     * flight, else when the floor is clear. A suspect whose host is held keeps nobody from going on.
     */
    private boolean quarantine(Instant now, List<Step> steps) {
        for (Desk desk : desks.values()) {
            Optional<OpenItem> suspect = desk.working() ? desk.suspect(now) : Optional.empty();
            if (suspect.isPresent()) {
                if (inFlight() == 0) {
                    alone = Optional.of(desk.run.id());
                    steps.add(work(desk, desk.beginSuspect(suspect.get()), now));
                }
                return true;
            }
        }
        return false;
    }

    private static Step work(Desk desk, List<OpenItem> chunk, Instant now) {
        Instant deadline = now.plus(desk.run.rules().limits().deadline());
        return new Step.Work(desk.run.id(), desk.view().epoch(), chunk, deadline);
    }

    private Optional<Desk> desk(RunId run) {
        return Optional.ofNullable(desks.get(run));
    }
}
