package dev.trawl.simulation;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.Tolerance;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.SteppedMachine;
import dev.trawl.simulation.Model.ModelRun;
import dev.trawl.simulation.Scenario.RunPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Whoever starts runs and asks things of them, and waits for their end. */
final class Visitors {
    /** Who is not answered asks again after this time. */
    private static final long AGAIN = Timeline.SECOND;

    /** After the last run has closed what is late may still come. */
    private static final long LINGER = 150 * Timeline.SECOND;

    private final World world;
    private final Scenario scenario;
    private final Set<RunPlan> given = new HashSet<>();
    private final Map<RunPlan, RunId> started = new LinkedHashMap<>();
    private final List<RunPlan> asked = new ArrayList<>();
    private long contentSince = -1;
    private final Waiters waiters;
    private boolean healed;

    Visitors(World world, Scenario scenario) {
        this.world = world;
        this.scenario = scenario;
        this.waiters = new Waiters(world);
    }

    void come() {
        for (RunPlan plan : scenario.runs()) {
            world.timeline().after(plan.starts(), () -> start(plan));
            Dice dice = world.dice("operator");
            for (int n = dice.between(0, 4); n > 0; n--) {
                world.timeline().after(dice.below(scenario.faultsEnd() + 1), () -> operate(plan));
            }
        }
    }

    /** There is a run: told, or found in the file although nobody was told that it was accepted. */
    void meet(RunId run, String job) {
        scenario.runs().stream().filter(plan -> plan.job().equals(job)).forEach(plan -> {
            Model.must(asked.contains(plan), "nothing is there that was not asked for", run + " of " + job);
            Model.must(started.getOrDefault(plan, run).equals(run), "one cause is one run", run + " of " + job);
            started.put(plan, run);
            world.model().accepted(run, plan);
        });
    }

    private void start(RunPlan plan) {
        Optional<SteppedMachine> machine = world.machine();
        if (machine.isEmpty()) {
            world.timeline().after(AGAIN, () -> start(plan));
            return;
        }
        if (!plan.caused() && asked.contains(plan)) {
            // Whether it was accepted nobody knows, and there is no cause to ask by.
            given.add(plan);
            return;
        }
        asked.add(plan);
        world.timeline().after(AGAIN, () -> {
            if (!given.contains(plan)) {
                start(plan);
            }
        });
        world.visit("start " + plan.job(), () -> start(plan, machine.get()));
    }

    private void start(RunPlan plan, SteppedMachine machine) {
        try {
            accepted(
                    plan,
                    machine.start(new Start(
                            world.job(plan.job(), Json.parse("{}")), Json.object(), Optional.empty(), cause(plan))));
        } catch (LedgerStopped e) {
            world.tell("nobody knows whether " + plan.job() + " was accepted");
        }
    }

    private static Optional<String> cause(RunPlan plan) {
        return plan.caused() ? Optional.of("cause of " + plan.job()) : Optional.empty();
    }

    private void accepted(RunPlan plan, Accepted accepted) {
        if (!(accepted instanceof Accepted.Taken taken)) {
            throw new Broken("the same cause with the same input is no conflict", plan.job());
        }
        meet(taken.run().id(), plan.job());
        given.add(plan);
        world.model().reach(taken.created() ? Transition.ACCEPTED : Transition.ACCEPTED_AGAIN);
        world.tell("accepted " + plan.job() + " as " + taken.run().id());
        if (scenario.waits()) {
            waiters.come(taken.run().id());
        }
        if (plan.caused() && world.faults().happens(Fault.STARTED_TWICE, 0.3)) {
            world.later(() -> again(plan));
        }
    }

    private void again(RunPlan plan) {
        world.machine().ifPresent(machine -> {
            Accepted again = machine.start(
                    new Start(world.job(plan.job(), Json.parse("{}")), Json.object(), Optional.empty(), cause(plan)));
            boolean same = again instanceof Accepted.Taken taken
                    && !taken.created()
                    && taken.run().id().equals(started.get(plan));
            Model.must(same, "one cause is one run", plan.job());
            world.model().reach(Transition.ACCEPTED_AGAIN);
            ObjectNode other = Json.object().put("n", 2);
            Accepted conflict = machine.start(
                    new Start(world.job(plan.job(), Json.parse("{}")), other, Optional.empty(), cause(plan)));
            Model.must(
                    conflict instanceof Accepted.Conflict,
                    "the same cause with another input is a conflict",
                    plan.job());
            world.model().reach(Transition.START_CONFLICT);
        });
    }

    /** A process has started: somebody pauses or resumes a run just while it is taken up. */
    void risen() {
        for (RunId id : started.values()) {
            Dice dice = world.dice("early turn");
            if (!healed && !closed(id) && dice.chance(0.3)) {
                world.timeline()
                        .after(
                                dice.below(5 * Timeline.SECOND),
                                () -> turnAbout(world.model().run(id)));
            }
        }
    }

    private void turnAbout(ModelRun run) {
        if (!healed && !run.closed && world.machine().isPresent()) {
            ask(run, run.paused ? new Turn.Resume() : new Turn.Pause());
        }
    }

    /** Somebody has dead items worked again just as their run is about to close, or to fail for them. */
    void hear(RunView run) {
        waiters.hear(run);
        Tolerance tolerance = world.model().run(run.id()).plan.rules().tolerance();
        boolean closes = !run.phase().closed()
                && run.counts().dead() > 0
                && (run.due() || tolerance.exceeded(run.counts(), run.listing().ended()));
        if (closes && !healed && world.dice("late redrive").chance(0.5)) {
            Turn redrive = new Turn.Redrive(
                    Optional.empty(), List.of(), world.timeline().instant());
            world.timeline().after(world.dice("late redrive").below(5 * Timeline.MILLISECOND), () -> {
                if (world.machine().isPresent()) {
                    ask(world.model().run(run.id()), redrive);
                }
            });
        }
    }

    private void operate(RunPlan plan) {
        RunId run = started.get(plan);
        if (run == null || world.machine().isEmpty() || healed) {
            return;
        }
        Dice dice = world.dice("turn");
        ask(
                world.model().run(run),
                dice.of(List.of(
                        new Turn.Pause(),
                        new Turn.Pause(),
                        new Turn.Resume(),
                        new Turn.Cancel(),
                        new Turn.Concurrency(dice.between(1, 20)),
                        new Turn.Redrive(
                                Optional.empty(), List.of(), world.timeline().instant()),
                        new Turn.Redrive(
                                Optional.empty(),
                                named(run, dice),
                                world.timeline().instant()),
                        new Turn.Redrive(
                                Optional.of("http-404"),
                                List.of(),
                                world.timeline().instant()))));
    }

    /** A few keys of a run, one of them twice, and one that it has not. */
    private List<String> named(RunId run, Dice dice) {
        List<String> keys = new ArrayList<>(List.of("nobody's"));
        List<String> listed = world.model().run(run).listed.stream().sorted().toList();
        for (int n = dice.between(0, 3); n > 0 && !listed.isEmpty(); n--) {
            keys.add(dice.of(listed));
        }
        keys.add(keys.getLast());
        return keys;
    }

    private void ask(ModelRun run, Turn turn) {
        SteppedMachine machine = world.machine().orElseThrow();
        world.visit("ask " + run.id, () -> ask(run, turn, machine));
    }

    private void ask(ModelRun run, Turn turn, SteppedMachine machine) {
        boolean open = !run.closed;
        offer(run, turn);
        try {
            Turned turned = machine.turn(run.id, turn);
            world.tell("asked of " + run.id + ": " + told(turn) + ", "
                    + turned.getClass().getSimpleName());
            if (turned instanceof Turned.Applied applied && applied.changed()) {
                applied(run, turn, open);
            } else if (turn instanceof Turn.Redrive) {
                world.model().reach(Transition.REDRIVE_REFUSED);
            }
        } catch (LedgerStopped e) {
            world.tell("nobody knows whether " + run.id + " was turned by " + told(turn));
        }
        run.redriving -= turn instanceof Turn.Redrive ? 1 : 0;
    }

    private static String told(Turn turn) {
        return turn instanceof Turn.Redrive redrive
                ? "Redrive of what died"
                        + redrive.reason().map(reason -> " of " + reason).orElse("")
                : turn.toString();
    }

    /** What is asked may take effect even where nobody is answered. */
    private void offer(ModelRun run, Turn turn) {
        switch (turn) {
            case Turn.Cancel _ -> run.cancelled = true;
            case Turn.Concurrency limit -> run.limit.asked(limit.items());
            case Turn.Redrive _ -> {
                run.quietSince = Long.MAX_VALUE;
                run.redriven = true;
                run.redriving++;
                world.redriven(run.id);
            }
            case Turn.Resume _, Turn.Pause _ -> run.quietSince = Long.MAX_VALUE;
            default -> {}
        }
        contentSince = -1;
    }

    private void applied(ModelRun run, Turn turn, boolean open) {
        long now = world.timeline().now();
        switch (turn) {
            case Turn.Pause _ -> {
                run.quietSince = now;
                world.model().reach(Transition.PAUSED);
            }
            case Turn.Resume _ -> world.model().reach(Transition.RESUMED);
            case Turn.Cancel _ -> {
                run.quietSince = now;
                world.model().reach(Transition.CANCELLED);
            }
            case Turn.Concurrency limit -> {
                run.limit.applied(limit.items(), now);
                world.model().reach(Transition.CONCURRENCY_CHANGED);
            }
            case Turn.Redrive _ -> {
                // Also what was acknowledged in the same group, before it.
                world.redriven(run.id);
                run.quietSince = Long.MAX_VALUE;
                world.model().reach(open ? Transition.REDRIVEN_WHILE_OPEN : Transition.REDRIVEN);
            }
            default -> {}
        }
    }

    /** Nothing is asked any more; what was paused goes on. */
    void heal() {
        healed = true;
        resume();
    }

    private void resume() {
        boolean all = true;
        for (RunId id : List.copyOf(started.values())) {
            ModelRun run = world.model().run(id);
            boolean paused = !run.closed && run.paused;
            if (paused && world.machine().isPresent()) {
                ask(run, new Turn.Resume());
            }
            all &= !paused;
        }
        if (!all || started.size() < given.size() || world.machine().isEmpty()) {
            world.timeline().after(AGAIN, this::resume);
        }
    }

    /** Whether all that was started is over, and has been for a while. */
    boolean content() {
        boolean over = healed
                && given.size() == scenario.runs().size()
                && started.values().stream().allMatch(this::closed);
        if (!over) {
            contentSince = -1;
        } else if (contentSince < 0) {
            contentSince = world.timeline().now();
            world.timeline().after(LINGER, () -> {});
        }
        return over && world.timeline().now() >= contentSince + LINGER;
    }

    private boolean closed(RunId run) {
        return world.model().run(run).closed;
    }

    /** For whoever wants to know what never ended. */
    String waitsFor() {
        return started.values().stream()
                .filter(run -> !closed(run))
                .map(run -> world.model().run(run).view.toString())
                .toList()
                .toString();
    }
}
