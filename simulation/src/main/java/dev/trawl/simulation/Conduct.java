package dev.trawl.simulation;

import static dev.trawl.simulation.Model.must;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ItemContext;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.Settlement;
import dev.trawl.simulation.Life.Slot;
import dev.trawl.simulation.Model.ModelItem;
import dev.trawl.simulation.Model.ModelRun;
import dev.trawl.simulation.Scenario.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How attempts are to behave while they run: limits, waits, holds, suspects. Judged from the outside. */
final class Conduct {
    /** What was asked of a run is known everywhere after this time. */
    static final long GRACE = 40 * Timeline.SECOND;

    /** The ledger keeps instants in milliseconds. */
    private static final long ROUNDING = Timeline.MILLISECOND;

    /** What is due is begun within this time where nothing is under way. */
    private static final long IDLE = 2 * Timeline.SECOND;

    private final World world;
    private final Map<RunId, Map<String, Handed>> handed = new HashMap<>();
    /** Attempts whose outcomes are not durable yet. */
    private final Set<Attempt> unsettled = new LinkedHashSet<>();

    private final Map<String, Long> holds = new HashMap<>();
    private final Set<Attempt> working = new LinkedHashSet<>();
    private final Set<ModelItem> suspects = new HashSet<>();
    private Optional<Attempt> lastEnded = Optional.empty();
    private long attempts;

    Conduct(World world) {
        this.world = world;
    }

    /** An item that was handed out, and the epoch of its run then. */
    private record Handed(OpenItem item, int epoch) {}

    /** One attempt of a worker. */
    static final class Attempt {
        private final long number;
        private final ModelRun run;
        private final OpenItem open;
        private final int epoch;
        private final ModelItem item;
        private final Optional<String> host;
        private Duration asked = Duration.ZERO;
        private long requests;

        private Attempt(long number, ModelRun run, Handed handed, Optional<String> host) {
            this.number = number;
            this.run = run;
            this.open = handed.item();
            this.epoch = handed.epoch();
            this.item = run.item(open.number());
            this.host = host;
        }

        long number() {
            return number;
        }

        ModelItem item() {
            return item;
        }

        /** It sends a request. */
        void requests() {
            requests++;
        }

        /** It was told to stop: nothing of it counts. */
        void stopped() {
            requests = 0;
        }

        /** It failed for now: it is not tried again before its run's wait is over, nor before so long. */
        void fails(Duration least) {
            List<Duration> waits = run.plan.rules().retry().waits();
            Duration own = open.attempts() < waits.size() ? waits.get(open.attempts()) : Duration.ZERO;
            asked = own.compareTo(least) > 0 ? own : least;
        }
    }

    void handed(RunId run, OpenItem item, int epoch) {
        handed.computeIfAbsent(run, _ -> new HashMap<>()).put(item.item().key(), new Handed(item, epoch));
    }

    Attempt begin(RunPlan plan, String key, Optional<String> host, ItemContext context) {
        ModelRun run = world.model().run(context.run());
        Handed item = handed.getOrDefault(run.id, Map.of()).get(key);
        if (item == null) {
            throw new Broken("nothing is worked that was not handed out", key + " of " + run.id);
        }
        Attempt attempt = new Attempt(++attempts, run, item, host);
        world.tell("attempt " + attempt.number + " at " + key + " (item " + attempt.open.number() + ") of " + run.id
                + ", the " + context.attempt() + "th of " + plan.rules().retry().attempts());
        judge(attempt, context);
        working.add(attempt);
        unsettled.add(attempt);
        return attempt;
    }

    private void judge(Attempt attempt, ItemContext context) {
        ModelItem item = attempt.item;
        String what = "item " + attempt.open.number() + " of " + attempt.run.id;
        must(!item.done, "what was acknowledged as done is not worked again", what);
        must(!item.dead, "what was acknowledged as dead is not worked again", what);
        int most = attempt.run.plan.rules().retry().attempts();
        must(context.attempt() <= most, "attempts are bounded", what + ": the " + context.attempt() + "th");
        must(
                context.attempt() > item.attempts && context.attempt() <= item.attemptsOffered + 1,
                "attempts are counted",
                what + ": the " + context.attempt() + "th after " + item.attempts);
        must(
                world.jumps() || world.timeline().wall() + ROUNDING >= item.notBefore,
                "what is to wait waits",
                what + " was begun " + (item.notBefore - world.timeline().wall()) + " us too early");
        must(quiet(attempt.run), "nothing is begun of a run that is paused or over", what);
        limits(attempt, what);
        alone(attempt, what);
    }

    /** Nothing of a run is under way, and nothing will be until then. */
    void idle(ModelRun run, long until) {
        must(until != Long.MAX_VALUE, "who has an open run does not sleep for good", "run " + run.id);
        boolean soon = until <= world.timeline().now() + IDLE;
        long slept = until - IDLE;
        if (!soon && !world.held(run.plan) && !world.jumps() && !run.cancelled) {
            run.items.forEach((number, item) -> must(
                    item.done || item.dead || item.due >= slept, "what is due is not slept over", "item " + number));
        }
    }

    /** The source of a run is asked. */
    void asked(ModelRun run) {
        must(quiet(run), "nothing is listed of a run that is paused or over", "run " + run.id);
    }

    /** A page was listed: what could be worked was less than the run may have listed ahead. */
    void listed(Listed listed) {
        RunView run = listed.run();
        long before = run.counts().backlog() - listed.added();
        // What workers emit is listed whatever there is.
        boolean emits = world.model().run(run.id()).plan.emits() > 0;
        must(
                listed.added() == 0
                        || emits
                        || before < world.scenario().room().window().backlog(),
                "listing waits while the backlog is full",
                "run " + run.id() + " listed a page although " + before + " items could be worked");
    }

    private boolean quiet(ModelRun run) {
        return run.quietSince == Long.MAX_VALUE || world.timeline().now() < run.quietSince + GRACE;
    }

    private void limits(Attempt attempt, String what) {
        long beside = working.stream().filter(each -> each.run == attempt.run).count();
        must(
                beside < attempt.run.limit.most(world.timeline().now()),
                "no more than the limit run at once",
                what + " beside " + beside);
        long atHost = working.stream()
                .filter(each -> each.run == attempt.run && each.host.isPresent() && each.host.equals(attempt.host))
                .count();
        must(
                attempt.host.isEmpty()
                        || atHost < attempt.run.plan.rules().limits().perHost(),
                "a host has no more than its limit",
                what + " beside " + atHost);
        window(attempt, what);
        boolean twice = working.stream().anyMatch(each -> each.item == attempt.item);
        must(!twice, "an item is worked by one worker at a time", what);
    }

    /** What was begun and is not durable is bounded; a chunk is begun whole. */
    private void window(Attempt attempt, String what) {
        Window window = world.scenario().room().window();
        int chunk = Math.min(attempt.run.limit.most(world.timeline().now()), window.items());
        if (attempt.run.plan.rules().chunk() instanceof ChunkSize.Fixed(int items)) {
            chunk = Math.min(chunk, items);
        }
        long before = unsettled.stream()
                .filter(each -> each.run == attempt.run && each.epoch == attempt.epoch)
                .count();
        must(
                attempt.open.suspect() || before < window.unsettled() - 1L + chunk,
                "what is not durable is bounded",
                what + " after " + before);
    }

    private void alone(Attempt attempt, String what) {
        boolean suspect = suspects.contains(attempt.item);
        must(!suspect || working.isEmpty(), "a suspect runs alone", what + " beside " + working.size());
        boolean besideSuspect = working.stream().anyMatch(each -> suspects.contains(each.item));
        must(!besideSuspect, "nothing runs beside a suspect", what);
        if (suspect) {
            world.model().reach(Transition.SUSPECT_ALONE);
        }
    }

    void end(Attempt attempt) {
        // What the death of its process ended was in flight until then.
        if (world.alive()) {
            working.remove(attempt);
            suspects.remove(attempt.item);
            lastEnded = Optional.of(attempt);
        }
    }

    /** What has ended is suspected no more, also where it was found guilty without another attempt. */
    void settled(Settlement settlement) {
        suspects.remove(world.model().run(settlement.run()).item(settlement.item()));
        unsettled.removeIf(each -> each.run.id.equals(settlement.run()) && each.open.version() == settlement.version());
    }

    /** What an attempt used goes with its settlement, however it ended. */
    void counted(Settlement settlement) {
        long told = settlement.effects().used().requests();
        of(settlement)
                .ifPresent(each -> must(
                        each.requests == told,
                        "what an attempt used is counted",
                        "item " + settlement.item() + " of " + settlement.run() + " used " + each.requests + ", not "
                                + told));
    }

    private Optional<Attempt> of(Settlement settlement) {
        return lastEnded.filter(
                each -> each.run.id.equals(settlement.run()) && each.open.version() == settlement.version());
    }

    long notBefore(Settlement settlement) {
        return of(settlement)
                .map(each -> world.timeline().wall() + each.asked.toNanos() / 1_000)
                .orElse(Long.MIN_VALUE);
    }

    /** Whether a worker had the item for what is settled now. */
    boolean attempted(Settlement settlement) {
        return of(settlement).isPresent();
    }

    /** A request goes out. */
    void requested(String host) {
        long until = holds.getOrDefault(host, Long.MIN_VALUE);
        must(
                world.jumps() || world.timeline().wall() + Timeline.SECOND >= until,
                "a host that asks to wait is left alone",
                host + " is asked " + (until - world.timeline().wall()) + " us too early");
    }

    /** A hold is acknowledged. */
    void held(String host, Instant until) {
        holds.merge(host, world.timeline().wall() + world.timeline().until(until), Math::max);
    }

    void step(Attempt attempt, String name) {
        must(
                !attempt.item.stepsKept.contains(name),
                "a kept step is not repeated",
                name + " of item " + attempt.open.number() + " of " + attempt.run.id);
    }

    /**
     * The process died with these items in flight.
     *
     * @param up whether it had started
     */
    void died(List<Slot> slots, boolean up) {
        Set<ModelItem> inFlight = new HashSet<>();
        working.forEach(each -> inFlight.add(each.item));
        // One that died while it started had nothing in flight that it could have forgotten.
        if (slots.isEmpty() && up) {
            world.model().runs.values().forEach(run -> run.items.values().forEach(item -> item.crashesAlone = 0));
        }
        suspects.addAll(inFlight);
        if (inFlight.size() == 1 && slots.size() == 1) {
            inFlight.iterator().next().crashesAlone++;
        }
        working.clear();
        unsettled.clear();
        handed.clear();
        lastEnded = Optional.empty();
    }

    /** What the file says has ended is suspected no more, although nobody was told. */
    void found() {
        suspects.removeIf(item -> item.done || item.dead);
    }

    /** Nobody knows any more what was in flight. */
    void powerLost() {
        suspects.clear();
    }
}
