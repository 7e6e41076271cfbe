package dev.trawl.core.dispatch;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Tolerance;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.cost.Budget;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides what is started next on one machine. It is told what happened, and answers with the steps to take
 * now; it does nothing itself, knows no clock and no thread. Runs are served in turn, and the keys of a run in
 * turn. What it holds is bounded: a window of ready items per run; the rest lies in the ledger.
 *
 * <p>Items that were in flight when the process died are suspects: they run alone, one at a time. Nothing else begins
 * as soon as the first is known, by the first fill of its run.
 *
 * <p>For one thread.
 */
public final class Dispatch {
    private final Map<RunId, Desk> desks = new LinkedHashMap<>();
    private final Set<Desk> suspected = new LinkedHashSet<>();
    private final Agenda agenda = new Agenda();
    private final KeyTimes times;
    private final Window window;
    private final Budget budget;
    private Optional<RunId> alone = Optional.empty();
    private Instant looked = Instant.MIN;
    private boolean kept;
    private boolean draining;
    private int inFlight;

    /**
     * A dispatch that knows of keys whose slots lie apart: it begins an item of such a key when its slot is near.
     *
     * @param freeAt when a budget key may next be asked
     * @param spacing how far apart its slots lie; zero where nobody knows of any
     * @param window of each run
     */
    public Dispatch(Function<String, Instant> freeAt, Function<String, Duration> spacing, Window window) {
        this(freeAt, spacing, window, new Budget(Prices.STANDARD));
    }

    /**
     * The same, with prices.
     *
     * @param budget says when a run has cost what it may
     */
    public Dispatch(
            Function<String, Instant> freeAt, Function<String, Duration> spacing, Window window, Budget budget) {
        this.times = new KeyTimes(freeAt, spacing);
        this.window = window;
        this.budget = budget;
    }

    /**
     * A run is to be worked from now on; one that is worked already may have more to do than it knows. Told in order with
     * {@link #changed}: its view is the newest.
     */
    public void open(WorkingRun run) {
        Desk desk = desks.computeIfAbsent(run.id(), _ -> new Desk(run, times, window));
        desk.changed(run.view(), 0);
        desk.waits(Instant.MIN);
        agenda.touch(desk);
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
        desk(run).ifPresent(desk -> {
            desk.filled(due);
            if (desk.suspected()) {
                suspected.add(desk);
            }
        });
    }

    /** What was asked of a run was refused: it is judged anew, by what was told since. */
    public void refused(RunId run) {
        desk(run).ifPresent(Desk::refused);
    }

    /**
     * An item has left its worker.
     *
     * @param due when it is to be worked again; {@link Instant#MAX} where it has ended
     */
    public void left(RunId run, long item, Duration took, Instant due) {
        desk(run).ifPresent(desk -> {
            desk.sizer.took(took);
            int before = desk.inFlight();
            desk.left(item, due);
            inFlight -= before - desk.inFlight();
            if (desk.inFlight() == 0 && alone.equals(Optional.of(run))) {
                alone = Optional.empty();
            }
            forgetClosed(desk);
        });
    }

    private void forgetClosed(Desk desk) {
        if (desk.view().phase().closed() && desk.inFlight() == 0) {
            desks.remove(desk.run.id());
            suspected.remove(desk);
            agenda.forget(desk);
        }
    }

    /** Whether a run is under way: a closed one is as long as something of it is in flight. */
    public boolean knows(RunId run) {
        return desks.containsKey(run);
    }

    /** Start nothing more; what is under way may end. */
    public void drain() {
        draining = true;
    }

    /** Items that are with their workers. */
    public int inFlight() {
        return inFlight;
    }

    /** When to look again although nothing happened; {@link Instant#MAX} for never. */
    public Instant wakeAt(Instant now) {
        return agenda.wakeAt(now);
    }

    /** What a run is busy with; empty where it is not under way. */
    public Optional<Glance> glance(RunId run) {
        return Optional.ofNullable(desks.get(run)).map(Desk::glance);
    }

    /**
     * Until when nothing can be done of a run, as all that is left of it waits; {@link Instant#MIN} where something is under
     * way, {@link Instant#MAX} where it is not open.
     */
    public Instant quietUntil(RunId run) {
        Desk desk = desks.get(run);
        return desk == null ? Instant.MAX : desk.quietUntil();
    }

    /** What to do now. */
    public List<Step> next(Instant now) {
        List<Step> steps = new ArrayList<>();
        boolean keep = !draining && (alone.isPresent() || quarantine(now, steps));
        // Whoever was kept from going on is looked at again, and so is everybody when the clock was set back.
        if (now.isBefore(looked) || (kept && !keep)) {
            desks.values().forEach(agenda::touch);
        }
        looked = now;
        kept = keep;
        List<Desk> touched = agenda.take(now);
        touched.forEach(desk -> rule(desk, steps));
        if (!draining && !keep) {
            work(touched, now, steps);
            touched.forEach(desk -> rest(desk, now, steps));
        }
        if (!draining) {
            // Last, as what was begun or put to rest has made room.
            touched.forEach(desk -> feed(desk, now, steps));
        }
        touched.forEach(desk -> agenda.rest(desk, desk.wakeAt(now)));
        return steps;
    }

    private void rule(Desk desk, List<Step> steps) {
        RunView view = desk.view();
        if (desk.interrupt()) {
            steps.add(new Step.Interrupt(view.id(), view.epoch()));
        }
        Tolerance tolerance = desk.run.rules().tolerance();
        if (desk.working() && tolerance.exceeded(desk.counts(), view.listing().ended())) {
            if (desk.ask()) {
                steps.add(new Step.Ask(view.id(), new Turn.Fail(tooManyDead(desk.counts(), tolerance), tolerance)));
            }
        } else if (view.due() && !view.paused() && desk.close()) {
            steps.add(new Step.Close(view));
        } else if (view.due() && spent(desk) && desk.ask()) {
            // Nothing is left that could cost anything.
            steps.add(new Step.Ask(view.id(), new Turn.Resume()));
        } else if (desk.working() && !view.due()) {
            Optional<Failure> why =
                    budget.spent(view.metered(), desk.run.rules().limits().budget());
            if (why.isPresent() && desk.ask()) {
                steps.add(new Step.Ask(
                        view.id(), new Turn.Stop(why.get(), view.metered().grantedNanos())));
            }
        }
    }

    /** Whether a run is paused as it has spent its budget, whatever else has failed. */
    private boolean spent(Desk desk) {
        RunView view = desk.view();
        return view.paused()
                && budget.spent(view.metered(), desk.run.rules().limits().budget())
                        .isPresent();
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
            desk.fill(now).map(Step.Fill::new).ifPresent(steps::add);
        }
    }

    private static void rest(Desk desk, Instant now, List<Step> steps) {
        for (Surplus.Rest rest : desk.rest(now)) {
            Verdict.Waiting verdict = new Verdict.Waiting(rest.until(), rest.surplus());
            steps.add(new Step.Rest(desk.run.id(), desk.view().epoch(), rest.item(), verdict));
        }
    }

    private void work(List<Desk> touched, Instant now, List<Step> steps) {
        boolean any = true;
        while (any) {
            any = false;
            for (Desk desk : touched) {
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
        suspected.removeIf(desk -> !desk.suspected());
        for (Desk desk : suspected) {
            Optional<Desk.Suspect> suspect = desk.working() ? desk.suspect(now) : Optional.empty();
            if (suspect.isPresent()) {
                if (inFlight == 0) {
                    alone = Optional.of(desk.run.id());
                    steps.add(work(desk, desk.beginSuspect(suspect.get(), now), now));
                }
                return true;
            }
        }
        return false;
    }

    private Step work(Desk desk, List<OpenItem> chunk, Instant now) {
        inFlight += chunk.size();
        Instant deadline = now.plus(desk.run.rules().limits().deadline());
        return new Step.Work(desk.run.id(), desk.view().epoch(), chunk, deadline);
    }

    /** The desk of a run to which something happened. */
    private Optional<Desk> desk(RunId run) {
        Optional<Desk> desk = Optional.ofNullable(desks.get(run));
        desk.ifPresent(agenda::touch);
        return desk;
    }
}
