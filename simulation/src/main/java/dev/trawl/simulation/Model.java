package dev.trawl.simulation;

import dev.trawl.core.Counts;
import dev.trawl.core.Item;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import dev.trawl.simulation.Scenario.RunPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reference: what was acknowledged must be, what was never offered must not, and what was offered and not
 * acknowledged may be. Written apart from the engine; it knows nothing of how the engine works.
 */
final class Model {
    final Map<RunId, ModelRun> runs = new LinkedHashMap<>();
    final Map<Transition, Long> reached = new EnumMap<>(Transition.class);

    /** What is known of one run. */
    static final class ModelRun {
        final RunId id;
        final RunPlan plan;
        final Map<Long, ModelItem> items = new HashMap<>();
        /** Keys that acknowledged pages brought. */
        final Set<String> listed = new HashSet<>();
        /** Keys of the page that is on its way: there with its token, or neither. */
        private Set<String> underWay = Set.of();

        private Optional<String> underWayTo = Optional.empty();
        /** Keys that may be there: of pages offered, and emitted. */
        final Set<String> offered = new HashSet<>();
        /** Tokens with which the next page may be asked for. */
        final Set<Optional<String>> tokens = new HashSet<>(Set.of(Optional.<String>empty()));

        final Map<Integer, Integer> closings = new HashMap<>();
        final ToldLimit limit;
        Optional<RunView> view = Optional.empty();
        /** As far as anybody was told, or found. */
        boolean closed;

        boolean paused;
        /** Whether somebody asked for its end in its generation. */
        boolean cancelled;
        /** Whether a redrive was asked for since a commit was told. */
        boolean redriven;
        /** Redrives that were asked for and not answered: what dies meanwhile may be worked again by them. */
        int redriving;

        private int generation = 1;
        /** Requests of what was acknowledged, and of what was offered. */
        long requestsCounted;

        long requestsOffered;
        long quietSince = Long.MAX_VALUE;

        ModelRun(RunId id, RunPlan plan) {
            this.id = id;
            this.plan = plan;
            this.limit = new ToldLimit(plan.rules().limits().concurrency());
        }

        /** It is in a generation: in a later one nobody has ended it, and what waited in the one before is over. */
        void generation(int now) {
            if (now > generation) {
                generation = now;
                cancelled = false;
                items.values().forEach(item -> item.due = Long.MAX_VALUE);
            }
        }

        ModelItem item(long number) {
            return items.computeIfAbsent(number, _ -> new ModelItem());
        }
    }

    /** What is known of one item. */
    static final class ModelItem {
        /** Attempts whose rows may be there: a settlement as done was offered for them. */
        final Set<Long> offeredDone = new HashSet<>();

        final Set<Long> overtaken = new HashSet<>();
        final Set<String> stepsKept = new HashSet<>();
        boolean offeredDead;
        boolean done;
        boolean dead;
        long doneBy = -1;
        int attempts;
        int attemptsOffered;
        long notBefore = Long.MIN_VALUE;
        /** When it is to be tried again, by the wall clock; far off where it does not wait. */
        long due = Long.MAX_VALUE;

        int crashesAlone;
    }

    void reach(Transition transition) {
        reached.merge(transition, 1L, Long::sum);
    }

    ModelRun run(RunId id) {
        ModelRun run = runs.get(id);
        if (run == null) {
            throw new Broken("nothing is worked that was not started", "run " + id);
        }
        return run;
    }

    void accepted(RunId id, RunPlan plan) {
        runs.putIfAbsent(id, new ModelRun(id, plan));
    }

    /** A page is about to be written. */
    void offering(RunId id, PageContent content) {
        ModelRun run = run(id);
        content.items().forEach(item -> run.offered.add(item.key()));
        run.requestsOffered += content.used().requests();
        boolean tells = run.plan.itemsMax() == Long.MAX_VALUE && !run.tokens.contains(content.next());
        run.underWayTo = content.next().filter(_ -> tells);
        run.underWay = content.items().stream().map(Item::key).collect(Collectors.toSet());
        run.tokens.add(content.next());
    }

    /** A page is acknowledged. */
    void listed(RunId id, PageContent content, Listed listed, long before) {
        ModelRun run = run(id);
        RunView.ListingState now = listed.run().listing();
        must(now.page() >= before, "a listing never goes back", id + " at " + now.page());
        if (now.page() == before) {
            reach(Transition.PAGE_LISTED_ALREADY);
            return;
        }
        reach(Transition.PAGE_LISTED);
        run.requestsCounted += listed.added() > 0 ? content.used().requests() : 0;
        boolean full = listed.run().counts().listed() >= run.plan.itemsMax();
        if (full) {
            reach(Transition.ITEMS_MAX_REACHED);
        } else {
            content.items().forEach(item -> run.listed.add(item.key()));
        }
        run.tokens.clear();
        run.tokens.add(content.next());
        if (now.ended()) {
            reach(listed.run().failure().isPresent() ? Transition.TOKEN_REPEATED : Transition.LISTING_ENDED);
        }
    }

    /** The source is asked. */
    void asked(RunId id, Optional<String> token) {
        must(
                run(id).tokens.contains(token),
                "listing goes on at the last committed token",
                id + " asked for " + token + ", not " + run(id).tokens);
    }

    /** Whether a commit told that a run is closed, or about to be. */
    boolean ended(RunId id) {
        return run(id).view
                .filter(view -> view.phase() == RunState.CLOSING || view.phase().closed())
                .isPresent();
    }

    /** A settlement is on its way. */
    void offered(Settlement settlement) {
        ModelItem item = run(settlement.run()).item(settlement.item());
        item.attemptsOffered = Math.max(item.attemptsOffered, settlement.attempts());
        item.due = Long.MAX_VALUE;
        switch (settlement.verdict()) {
            case Verdict.Done _ -> item.offeredDone.add(attempt(settlement));
            case Verdict.Dead _ -> item.offeredDead = true;
            case Verdict.Waiting _ -> {}
        }
        ModelRun run = run(settlement.run());
        run.requestsOffered += settlement.effects().used().requests();
        settlement.effects().emitted().forEach(each -> run.offered.add(each.key()));
    }

    /** What a listing used without a page is counted. */
    void used(RunId id, Stats used, boolean acknowledged) {
        ModelRun run = run(id);
        run.requestsOffered += acknowledged ? 0 : used.requests();
        run.requestsCounted += acknowledged ? used.requests() : 0;
    }

    private static long attempt(Settlement settlement) {
        return settlement.effects().rows().stream()
                                .map(row -> row.columns().get("attempt"))
                                .findFirst()
                                .orElse(null)
                        instanceof Number attempt
                ? attempt.longValue()
                : -1;
    }

    /** A settlement is acknowledged. */
    void settled(Settlement settlement, Settled answer, long notBefore) {
        ModelItem item = run(settlement.run()).item(settlement.item());
        if (answer instanceof Settled.Stale) {
            reach(Transition.ITEM_STALE);
            if (settlement.verdict() instanceof Verdict.Done) {
                item.overtaken.add(attempt(settlement));
            }
            return;
        }
        must(
                !item.done && !item.dead,
                "an item is recorded once",
                "item " + settlement.item() + " of " + settlement.run());
        item.attempts = settlement.attempts();
        item.notBefore = notBefore;
        brought(run(settlement.run()), settlement.effects());
        switch (settlement.verdict()) {
            case Verdict.Done _ -> {
                item.done = true;
                item.doneBy = attempt(settlement);
                reach(Transition.ITEM_DONE);
            }
            case Verdict.Dead dead -> {
                boolean revived = run(settlement.run()).redriving > 0;
                item.dead = !revived;
                item.attempts = revived ? 0 : item.attempts;
                reach(Transition.ITEM_DEAD);
                if (dead.why().message().contains("alone in flight")) {
                    reach(Transition.SUSPECT_FOUND_GUILTY);
                    must(
                            item.crashesAlone >= 5,
                            "only an item that was alone at five crashes is found guilty",
                            "item " + settlement.item() + " was alone at " + item.crashesAlone);
                }
            }
            case Verdict.Waiting waiting -> {
                item.due = waiting.until().toEpochMilli() * Timeline.MILLISECOND - Timeline.BEGIN_MICROS;
                reach(Transition.ITEM_WAITS);
            }
        }
    }

    private static void brought(ModelRun run, Effects effects) {
        run.requestsCounted += effects.used().requests();
        if (run.plan.itemsMax() == Long.MAX_VALUE) {
            effects.emitted().forEach(each -> run.listed.add(each.key()));
        }
    }

    /** Dead items may be worked again. */
    void redriven(RunId id) {
        ModelRun run = run(id);
        for (ModelItem item : run.items.values()) {
            if (item.dead || item.offeredDead) {
                item.dead = false;
                item.attempts = 0;
                item.notBefore = Long.MIN_VALUE;
                item.stepsKept.clear();
            }
        }
    }

    /** A commit told how a run is. */
    void committed(RunView now) {
        ModelRun run = run(now.id());
        run.view.ifPresent(before -> follows(before, now));
        run.generation(now.generation());
        boolean closed = now.phase().closed();
        if (closed && !run.view.map(before -> before.phase().closed()).orElse(false)) {
            int times = run.closings.merge(now.generation(), 1, Integer::sum);
            must(times == 1, "one summary per generation", now.id() + " closed " + times + " times");
            reach(
                    switch (now.phase()) {
                        case SUCCEEDED -> Transition.CLOSED_SUCCEEDED;
                        case FAILED -> Transition.CLOSED_FAILED;
                        default -> Transition.CLOSED_CANCELLED;
                    });
        }
        must(
                !now.paused() || now.phase() != RunState.CLOSING,
                "what is ended needs nobody to resume it",
                "run " + now.id());
        run.view = Optional.of(now);
        run.closed = closed;
        run.paused = now.paused();
    }

    private void follows(RunView before, RunView now) {
        Counts was = before.counts();
        Counts is = now.counts();
        String what = now.id() + " went from " + before + " to " + now;
        must(is.listed() >= was.listed() && is.done() >= was.done(), "what is recorded stays", what);
        must(now.epoch() >= before.epoch() && now.generation() >= before.generation(), "epochs rise", what);
        must(!before.listing().ended() || now.listing().ended(), "a listing ends once", what);
        ModelRun run = run(now.id());
        boolean redriven = now.generation() > before.generation() || run.redriven;
        run.redriven = false;
        must(is.dead() >= was.dead() || redriven, "a dead item stays dead", what);
        must(
                !before.phase().closed() || now.phase().closed() || now.generation() > before.generation(),
                "a closed run stays closed",
                what);
    }

    /** What the file holds is what was acknowledged, and nothing that was not offered. */
    void check(Map<String, Audit.AuditedRun> found) {
        for (ModelRun run : runs.values()) {
            Audit.AuditedRun there = found.get(run.id.text());
            if (there == null) {
                throw new Broken("an accepted run is kept", "run " + run.id);
            }
            check(run, there);
            run.closed = there.closed();
            run.paused = there.paused();
            run.redriving = 0;
            run.generation(there.generation());
            run.cancelled = there.phase().equals("closing");
            run.view = run.view.filter(view -> view.phase().closed() == run.closed);
        }
    }

    private static void check(ModelRun run, Audit.AuditedRun there) {
        Set<String> keys = new HashSet<>(there.keys());
        must(
                run.underWayTo.isEmpty() || !run.underWayTo.equals(there.token()) || keys.containsAll(run.underWay),
                "page and token commit together",
                run.id + " is at " + there.token() + " and has not all of " + run.underWay);
        run.underWayTo = Optional.empty();
        List<String> lost = new ArrayList<>(run.listed);
        lost.removeAll(keys);
        must(lost.isEmpty(), "what was listed is kept", run.id + " lost " + lost);
        keys.removeAll(run.offered);
        must(keys.isEmpty(), "nothing is listed that no source gave", run.id + " has " + keys);
        must(
                there.listingEnded() || run.tokens.contains(there.token()),
                "page and token commit together",
                run.id + " is at " + there.token() + ", not at one of " + run.tokens);
        must(keys(there) <= run.plan.itemsMax(), "a run has no more items than it may", run.id + " has " + keys(there));
        must(
                run.requestsCounted <= there.requests() && there.requests() <= run.requestsOffered,
                "requests are counted once",
                run.id + " counts " + there.requests() + ", between " + run.requestsCounted + " and "
                        + run.requestsOffered);
        SummaryAudit.check(run, there);
        run.tokens.clear();
        run.tokens.add(there.token());
        run.items.forEach((number, item) -> check(run, there, number.intValue(), item));
    }

    private static void check(ModelRun run, Audit.AuditedRun there, int number, ModelItem item) {
        String what = "item " + number + " of " + run.id;
        must(number < there.keys().size(), "nothing is worked that was not listed", what);
        must(!item.done || there.isDone(number), "what was acknowledged as done stays done", what);
        must(!item.dead || there.isDead(number), "what was acknowledged as dead stays dead", what);
        must(!there.isDone(number) || !item.offeredDone.isEmpty(), "nothing is done that no worker did", what);
        must(!there.isDead(number) || item.offeredDead, "nothing is dead that nobody gave up", what);
        must(
                there.attempts(number) <= run.plan.rules().retry().attempts(),
                "attempts are bounded",
                what + " used up " + there.attempts(number));
        Long by = there.facts().get(there.keys().get(number));
        if (by != null) {
            must(item.offeredDone.contains(by), "rows are of an attempt that ended", what + " by " + by);
            must(!item.overtaken.contains(by), "what is late changes nothing", what + " by " + by);
            must(item.doneBy < 0 || item.doneBy == by, "rows are of the attempt that was recorded", what + " by " + by);
        }
        item.done = there.isDone(number);
        item.dead = there.isDead(number);
        item.attempts = there.attempts(number);
        item.attemptsOffered = Math.max(item.attemptsOffered, item.attempts);
    }

    private static long keys(Audit.AuditedRun there) {
        return there.keys().size();
    }

    static void must(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new Broken(invariant, what);
        }
    }
}
