package dev.trawl.simulation;

import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import dev.trawl.local.SteppedMachine;
import dev.trawl.simulation.Model.ModelItem;
import dev.trawl.simulation.Scenario.RunPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** One world: the real engine, everything around it, and time. What happens in it follows from its seed. */
final class World {
    /** The most events of a world; one that needs more turns without end. */
    private static final long EVENTS_MAX = 400_000;

    /** After the faults have ended every run is closed within this time. */
    private static final long HEAL_MAX = 48 * 3_600 * Timeline.SECOND;

    private static final InputSpec INPUT =
            new InputSpec("n", new InputType.Whole(1, 9), Optional.of("1"), false, "A number.");

    private final long seed;
    private final Database database;
    private final Scenario scenario;
    private final Faults faults;
    private final Story story;
    private final Timeline timeline;
    private final Fibers fibers = new Fibers();
    private final Model model = new Model();
    private final Conduct conduct = new Conduct(this);
    private final Visitors visitors;
    private final Map<String, Long> drawn = new HashMap<>();
    private final List<ScriptedSource> sources = new ArrayList<>();
    private final List<Keep> keeps = new ArrayList<>();
    private Optional<Broken> broken = Optional.empty();
    private Life life;

    /** A step's result that waits for its commit. */
    private record Keep(ModelItem item, String step) {}

    World(Database database, long seed, LongPredicate allowed, boolean told) {
        this.seed = seed;
        this.database = database;
        this.scenario = Scenario.of(seed);
        this.faults = new Faults(seed, allowed, scenario.harshness());
        this.story = new Story(told);
        this.timeline = new Timeline(Dice.of(seed, "ties", 0));
        this.visitors = new Visitors(this, scenario);
        this.life = new Life(this, 1, List.of(), 0);
        scenario.runs().forEach(plan -> sources.add(new ScriptedSource(this, plan)));
    }

    /** Lets the world go on to its end. */
    void run() throws SQLException {
        database.rollback();
        database.empty(dice("bare").chance(0.05));
        timeline.after(0, () -> life.begin());
        timeline.after(scenario.faultsEnd(), this::heal);
        if (scenario.jumps()) {
            timeline.after(dice("jump").below(scenario.faultsEnd()), this::jump);
        }
        visitors.come();
        while (!visitors.content() && step()) {
            if (story.events() >= EVENTS_MAX) {
                throw new Broken("the world does not turn without end", "at " + timeline.now());
            }
            if (timeline.now() >= scenario.faultsEnd() + HEAL_MAX) {
                throw new Broken("every accepted run closes after the faults have ended", visitors.waitsFor());
            }
        }
        if (!visitors.content()) {
            throw new Broken("nothing is left to wait for that never comes", visitors.waitsFor());
        }
        life.die();
        bury();
    }

    private boolean step() {
        try {
            boolean more = timeline.step();
            if (broken.isPresent()) {
                throw broken.get();
            }
            if (!life.dead() && faults.happens(Fault.CRASH, 0.0015)) {
                crash(Fault.CRASH);
            }
            life.attend();
            if (life.dead()) {
                bury();
                rise();
            }
            return more;
        } catch (Fibers.Killed e) {
            bury();
            rise();
            return true;
        }
    }

    private void heal() {
        faults.end();
        tell("the faults end");
        visitors.heal();
    }

    private void jump() {
        if (faults.happens(Fault.CLOCK_SET, 1)) {
            long by = dice("set").between(-7_200, 7_200) * Timeline.SECOND;
            timeline.set(by);
            tell("the wall clock is set by " + by / Timeline.SECOND + " s");
            timeline.after(dice("jump").below(scenario.faultsEnd()), this::jump);
        }
    }

    /** Judges where what is thrown would be taken for something of the engine's. */
    void judge(Runnable judgement) {
        try {
            judgement.run();
        } catch (Broken e) {
            found(e);
        } catch (RuntimeException e) {
            found(new Broken("the judge is sound", e.toString()));
        }
    }

    /** An invariant does not hold, whoever finds it and wherever. The first counts. */
    void found(Broken invariant) {
        broken = broken.or(() -> Optional.of(invariant));
    }

    /** Whether a host of a run's is not to be asked now, as far as the process knows. */
    boolean held(RunPlan plan) {
        Budgets budgets = machine().orElseThrow().budgets();
        return IntStream.range(0, plan.hosts())
                .anyMatch(n -> timeline.until(budgets.freeAt(ScriptedWorker.HOST + n)) > 0);
    }

    /** The process is busy with nothing, until an instant or until somebody asks something of it. */
    void idle(long until) {
        model.runs.values().stream()
                .filter(run -> !run.closed && !run.paused)
                .forEach(run -> judge(() -> conduct.idle(run, until)));
    }

    /** Which process this is, from 1. */
    int lives() {
        return life.number();
    }

    boolean alive() {
        return !life.dead();
    }

    /** The process dies now. Thrown by whoever is in the middle of something. */
    Fibers.Killed crash(Fault fault) {
        tell("process " + life.number() + " dies: " + fault);
        life.die();
        return new Fibers.Killed();
    }

    /** What a dead process leaves is looked at: the file, and nothing else. */
    private void bury() {
        database.rollback();
        fibers.kill();
        keeps.clear();
        conduct.died(life.slots(), life.up());
        Map<String, Audit.AuditedRun> found = new Audit(database).runs();
        found.values().forEach(run -> visitors.meet(new RunId(run.id()), run.job()));
        model.check(found);
        conduct.found();
    }

    private void rise() {
        List<Life.Slot> left = life.slots();
        if (!left.isEmpty() && faults.happens(Fault.POWER_LOSS, 0.1)) {
            // One alone would look as if it had been alone.
            int some = dice("torn").between(0, left.size() - 1);
            left = left.subList(0, some == 1 ? 0 : some);
            conduct.powerLost();
        }
        Life next = new Life(this, life.number() + 1, left, life.process());
        life = next;
        timeline.after(dice("down").below(5 * Timeline.SECOND), () -> {
            if (life.number() == next.number()) {
                next.begin();
            }
        });
    }

    /** The database for a process. */
    Connection connection(Life owner) {
        return database.connection(new Disturbance(this, database, owner));
    }

    /** What waited for a commit is durable. */
    void durable() {
        keeps.forEach(keep -> {
            keep.item().stepsKept.add(keep.step());
            keep.item().crashesAlone = 0;
        });
        keeps.clear();
    }

    Job job(String name, Json definition) {
        RunPlan plan = plan(name);
        Job.Parts parts = new Job.Parts(
                (_, _) -> {
                    dawdle();
                    return sources.get(plan.number());
                },
                (_, services) -> new ScriptedWorker(this, plan, services.get(Budgets.class)));
        return new Job(name, "", List.of(INPUT), plan.rules(), List.of(Scenario.FACTS), parts, definition);
    }

    /** Whoever opens a run is held up before it is open: others ask things of the run meanwhile. */
    private void dawdle() {
        if (!fibers.outside() && faults.happens(Fault.LATE, 0.3)) {
            sleep(dice("opening").below(5 * Timeline.SECOND));
        }
    }

    /** A process has started. */
    void risen() {
        visitors.risen();
    }

    /** Somebody asks something of the process, and is held up as all others are. */
    void visit(String name, Runnable visit) {
        fibers.resume(fibers.make(name, () -> {
            try {
                visit.run();
            } catch (Broken e) {
                found(e);
            }
        }));
    }

    private RunPlan plan(String job) {
        return scenario.runs().stream()
                .filter(plan -> plan.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    long seed() {
        return seed;
    }

    Faults faults() {
        return faults;
    }

    /** Steps of what is worked anew are not kept any more, whenever their commit comes. */
    void redriven(RunId run) {
        keeps.removeIf(keep -> keep.item().offeredDead);
        model.redriven(run);
    }

    Model model() {
        return model;
    }

    Scenario scenario() {
        return scenario;
    }

    Timeline timeline() {
        return timeline;
    }

    Fibers fibers() {
        return fibers;
    }

    Story story() {
        return story;
    }

    Conduct conduct() {
        return conduct;
    }

    boolean jumps() {
        return scenario.jumps();
    }

    Optional<SteppedMachine> machine() {
        return life.machine();
    }

    /** New dice of a name. */
    Dice dice(String name) {
        return Dice.of(seed, name, drawn.merge(name, 1L, Long::sum));
    }

    void tell(String what) {
        story.tell(timeline.now(), what);
    }

    /** Happens some time later in the same life. */
    void later(Runnable happening) {
        long span = dice("later").of(List.of(Timeline.MILLISECOND, Timeline.SECOND, 100 * Timeline.SECOND));
        life.after(dice("later").below(span), () -> {
            try {
                happening.run();
            } catch (LedgerStopped e) {
                tell("too late: " + e.getMessage());
            }
        });
    }

    /** What runs rests, and may be interrupted meanwhile. */
    void rest(long micros) throws InterruptedException {
        if (pass(micros)) {
            model.reach(Transition.ATTEMPT_INTERRUPTED);
            throw new InterruptedException("Told to stop");
        }
    }

    /** What runs rests, whoever tells it to stop. */
    void sleep(long micros) {
        pass(micros);
    }

    private boolean pass(long micros) {
        Fibers.Fiber fiber = fibers.current();
        life.after(micros, () -> fibers.resume(fiber));
        return fiber.rest();
    }

    void committed(RunView run) {
        tell("committed " + run.id() + " " + run.state() + " " + run.counts());
        visitors.meet(run.id(), run.job());
        model.committed(run);
        visitors.hear(run);
    }

    void sourceAsked(RunPlan plan, Optional<String> token) {
        tell("the source of " + plan.job() + " is asked for "
                + token.map(text -> "page " + text).orElse("its first page"));
        model.runs.values().stream().filter(run -> run.plan.equals(plan)).forEach(run -> {
            model.asked(run.id, token);
            conduct.asked(run);
        });
    }

    /** A step's result is on its way to the ledger. */
    void keeping(Conduct.Attempt attempt, String name) {
        keeps.add(new Keep(attempt.item(), name));
    }

    /** Before what the wall clock shows an item may not be worked again; nothing where it said nothing. */
    long notBefore(Settlement settlement) {
        return settlement.verdict() instanceof Verdict.Waiting ? conduct.notBefore(settlement) : Long.MIN_VALUE;
    }
}
