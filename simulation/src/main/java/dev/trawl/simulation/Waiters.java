package dev.trawl.simulation;

import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.local.SteppedMachine;
import dev.trawl.simulation.Model.ModelRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Callers who wait for the ends of runs: each is told soon after the end, or that its time is up; nobody waits longer. */
final class Waiters {
    /** Who is held up between two steps is told of an end after this time at the latest. */
    private static final long SOON = 6 * Timeline.SECOND;

    private final World world;
    /** When the ends of runs became durable that are over. */
    private final Map<RunId, Long> ended = new HashMap<>();

    Waiters(World world) {
        this.world = world;
    }

    /** Generations of runs that were over. */
    private final Map<RunId, Integer> generations = new HashMap<>();

    /** Something of a run is durable. Where it is about to close somebody comes just then. */
    void hear(RunView run) {
        if (run.due() && !run.phase().closed() && world.scenario().waits()) {
            Dice dice = world.dice("late waiter");
            come(run.id(), Duration.ofSeconds(29), dice.below(5 * Timeline.MILLISECOND));
        }
        if (run.phase().closed()) {
            ended.putIfAbsent(run.id(), world.timeline().now());
            generations.put(run.id(), run.generation());
        } else {
            ended.remove(run.id());
        }
    }

    /** Some wait for a run from now on, or from a little later on. */
    void come(RunId run) {
        Dice dice = world.dice("waiters");
        for (int n = dice.between(1, 4); n > 0; n--) {
            Duration atMost = dice.of(
                    List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(29), Duration.ofSeconds(29)));
            come(run, atMost, dice.below(60 * Timeline.SECOND));
        }
    }

    private void come(RunId run, Duration atMost, long micros) {
        world.timeline()
                .after(
                        micros,
                        () -> world.machine()
                                .ifPresent(
                                        machine -> world.visit("wait for " + run, () -> await(run, atMost, machine))));
    }

    private void await(RunId run, Duration atMost, SteppedMachine machine) {
        long begun = world.timeline().now();
        RunView seen;
        try {
            seen = machine.await(run, atMost, this::over);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts who waits", e);
        }
        world.tell("who waited for " + run + " is told that it is " + seen.state());
        judge(seen, begun, begun + atMost.toNanos() / 1_000, machine);
    }

    /** Whoever looks may be held up before he rests: what happens meanwhile must not be lost. */
    private boolean over(RunView run) {
        if (world.faults().happens(Fault.LATE, 0.4)) {
            Dice dice = world.dice("look");
            world.sleep(dice.below(dice.of(List.of(10 * Timeline.MILLISECOND, 2 * Timeline.SECOND))));
        }
        return run.phase().closed();
    }

    private void judge(RunView seen, long begun, long until, SteppedMachine machine) {
        String what = "run " + seen.id() + ", waited for since " + begun;
        long now = world.timeline().now();
        if (seen.phase().closed()) {
            world.model().reach(Transition.WAITER_WOKEN);
            ModelRun run = world.model().run(seen.id());
            Model.must(
                    run.closed || generations.getOrDefault(run.id, 0) >= seen.generation(),
                    "nobody is told of an end that is not durable",
                    what);
        } else {
            world.model().reach(Transition.WAITER_IN_VAIN);
            Model.must(
                    now >= until || machine.released(), "who waits is told of the end, or when the time is up", what);
        }
        long since = Math.max(begun, ended.getOrDefault(seen.id(), now));
        Model.must(now <= since + SOON || machine.released(), "no wake-up is lost", what + ": it ended at " + since);
        Model.must(now <= until + SOON, "nobody waits longer than he wanted to", what);
    }
}
