package dev.trawl.simulation;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Budgets;
import dev.trawl.simulation.Scenario.RunPlan;
import dev.trawl.simulation.Scenario.Temper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worker of a run: takes time, keeps steps, asks hosts, fails, hangs, emits, and now and then kills its process. */
final class ScriptedWorker implements Worker {
    private static final Failure TROUBLE = new Failure("http-500", "It did not work");
    private static final Failure HELD = new Failure("http-429", "The host asks to wait");
    /** What the names of hosts begin with. */
    static final String HOST = "host";

    private static final long WAIT_MAX = 2 * Timeline.SECOND;

    private final World world;
    private final RunPlan plan;
    private final Budgets budgets;

    ScriptedWorker(World world, RunPlan plan, Budgets budgets) {
        this.world = world;
        this.plan = plan;
        this.budgets = budgets;
    }

    @Override
    public Optional<String> budgetKey(Item item) {
        return plan.hosts() == 0
                ? Optional.empty()
                : Optional.of(HOST + Math.floorMod(item.key().hashCode(), plan.hosts()));
    }

    @Override
    public Outcome work(Item item, ItemContext context) throws Exception {
        Conduct.Attempt attempt = world.conduct().begin(plan, item.key(), budgetKey(item), context);
        try {
            return work(item, context, attempt);
        } catch (InterruptedException e) {
            attempt.stopped();
            throw e;
        } finally {
            world.conduct().end(attempt);
        }
    }

    private Outcome work(Item item, ItemContext context, Conduct.Attempt attempt) throws Exception {
        Temper temper = plan.temper();
        Dice dice = world.dice("attempt");
        boolean poisoned = Dice.of(world.seed(), plan.job() + item.key(), 0).chance(temper.poison());
        if (poisoned && !world.faults().over() && world.faults().happens(Fault.POISON, 10)) {
            world.rest(dice.below(Timeline.SECOND));
            throw world.crash(Fault.POISON);
        }
        Optional<Outcome> held = budgetKey(item).flatMap(host -> enter(host, dice, attempt));
        if (held.isPresent()) {
            return held.get();
        }
        context.count(Measure.REQUESTS, 1);
        attempt.requests();
        steps(context, attempt, dice);
        rest(dice, temper);
        return end(item, context, attempt, dice);
    }

    /** Waits for its host, or comes back later. */
    private Optional<Outcome> enter(String host, Dice dice, Conduct.Attempt attempt) {
        long held = world.timeline().until(budgets.freeAt(host));
        for (int n = 0; held > 0 && held < WAIT_MAX && n < 5; n++) {
            world.sleep(held);
            held = world.timeline().until(budgets.freeAt(host));
        }
        if (held > 0) {
            world.model().reach(Transition.ITEM_UNFINISHED);
            return Optional.of(new Outcome.Unfinished(Duration.ofNanos(held * 1_000)));
        }
        world.conduct().requested(host);
        // The answer takes its time; what was asked beside it hears the same as a rule, and perhaps of another wait.
        boolean first = world.faults().happens(Fault.HOST_HELD, strict(host) ? 0.4 : 0.05);
        world.sleep(dice.below(Timeline.SECOND));
        boolean too = world.timeline().until(budgets.freeAt(host)) > 0
                && world.faults().happens(Fault.HOST_HELD, 0.5);
        if (first || too) {
            Duration wait = Duration.ofSeconds(dice.of(List.of(1, 4, 60, 1_000)));
            Instant until = world.timeline().instant().plus(wait);
            budgets.hold(host, until);
            world.conduct().held(host, until);
            attempt.fails(wait);
            return Optional.of(new Outcome.Retry(HELD, wait));
        }
        return Optional.empty();
    }

    /** Some hosts ask nearly everybody to wait, for whatever comes to their mind. */
    private boolean strict(String host) {
        return Dice.of(world.seed(), host, 0).chance(0.2);
    }

    private void steps(ItemContext context, Conduct.Attempt attempt, Dice dice)
            throws IOException, InterruptedException {
        int steps = plan.temper().steps();
        for (int n = 0; n < steps; n++) {
            String name = "s" + n;
            boolean[] ran = {false};
            context.once(name, () -> {
                ran[0] = true;
                world.conduct().step(attempt, name);
                world.rest(dice.below(200 * Timeline.MILLISECOND));
                world.keeping(attempt, name);
                return Json.parse("1");
            });
            if (!ran[0]) {
                world.model().reach(Transition.STEP_GIVEN_BACK);
            }
        }
    }

    private void rest(Dice dice, Temper temper) throws InterruptedException {
        boolean hung = world.faults().happens(Fault.WORKER_HUNG, 0.01);
        long time = hung ? dice.between(60, 1_200) * Timeline.SECOND : dice.below(temper.longest() + 1);
        boolean deaf = world.faults().happens(Fault.WORKER_DEAF, 0.1);
        if (deaf) {
            world.sleep(time);
        } else {
            world.rest(time);
        }
    }

    private Outcome end(Item item, ItemContext context, Conduct.Attempt attempt, Dice dice) {
        if (world.faults().happens(Fault.WORKER_BROKE, 0.03)) {
            context.row("facts", Map.of("plan", plan.number(), "key", item.key(), "attempt", attempt.number()));
            attempt.fails(Duration.ZERO);
            throw new IllegalStateException("The worker broke");
        }
        if (world.faults().happens(Fault.WORKER_FAILED, 0.08)) {
            Duration after = Duration.ofSeconds(dice.of(List.of(0, 0, 40, 3_000, 7_200)));
            attempt.fails(after);
            return new Outcome.Retry(TROUBLE, after);
        }
        if (dice.chance(plan.temper().dead())) {
            return Outcome.dead("http-404", "It is not there");
        }
        if (dice.chance(0.02)) {
            world.model().reach(Transition.ITEM_UNFINISHED);
            return new Outcome.Unfinished(Duration.ZERO);
        }
        context.row("facts", Map.of("plan", plan.number(), "key", item.key(), "attempt", attempt.number()));
        if (item.key().length() < 8 && dice.chance(plan.emits())) {
            world.model().reach(Transition.ITEM_EMITTED);
            context.emit(new Item(item.key() + "e", Json.parse("{}")));
            context.emit(new Item("e" + dice.between(0, 9), Json.parse("{}")));
        }
        return Outcome.DONE;
    }
}
