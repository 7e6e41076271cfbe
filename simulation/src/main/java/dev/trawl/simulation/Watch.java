package dev.trawl.simulation;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Stands between the stages and the ledger: tells the model, and says things twice. */
final class Watch implements Ledger {
    private final Ledger ledger;
    private final World world;
    private final Model model;

    Watch(Ledger ledger, World world) {
        this.ledger = ledger;
        this.world = world;
        this.model = world.model();
    }

    @Override
    public Accepted accept(NewRun run) {
        return ledger.accept(run);
    }

    @Override
    public Listed list(RunId run, long page, PageContent content) {
        model.offering(run, content);
        Listed listed = ledger.list(run, page, content);
        world.tell("listed page " + page + " of " + run + ": " + listed.added() + " items, then "
                + content.next().orElse("the end"));
        model.listed(run, content, listed, page);
        world.conduct().listed(listed);
        if (world.faults().happens(Fault.LISTED_TWICE, 0.1)) {
            world.later(() -> listAgain(run, page));
        }
        return listed;
    }

    private void listAgain(RunId run, long page) {
        Item stranger = new Item("stranger", Json.parse("1"));
        PageContent other =
                new PageContent(List.of(stranger), Optional.of("elsewhere"), false, Long.MAX_VALUE, Stats.NONE);
        Listed again = ledger.list(run, page, other);
        Model.must(again.added() == 0, "the first content of a page wins", "page " + page + " of " + run);
        model.reach(Transition.PAGE_LISTED_ALREADY);
    }

    @Override
    public CompletionStage<Settled> settle(Settlement settlement) {
        model.offered(settlement);
        world.judge(() -> world.conduct().counted(settlement));
        boolean ended = model.ended(settlement.run());
        long notBefore = world.notBefore(settlement);
        if (!world.conduct().attempted(settlement)) {
            model.reach(Transition.ITEM_RESTED_BY_DISPATCH);
        }
        CompletionStage<Settled> settled = ledger.settle(settlement);
        var _ = settled.thenAccept(answer -> world.judge(() -> {
            world.tell("settled item " + settlement.item() + " of " + settlement.run() + " as "
                    + told(settlement.verdict()) + ": " + answer.getClass().getSimpleName());
            Model.must(
                    !ended || answer instanceof Settled.Stale,
                    "what comes after the end of a run changes nothing",
                    "item " + settlement.item() + " of " + settlement.run());
            model.settled(settlement, answer, notBefore);
            world.conduct().settled(settlement);
        }));
        if (world.faults().happens(Fault.SETTLED_TWICE, 0.05)) {
            world.later(() -> {
                var _ = ledger.settle(settlement)
                        .thenAccept(answer -> world.judge(() -> {
                            boolean stale = answer instanceof Settled.Stale;
                            Model.must(
                                    stale,
                                    "a settlement counts once",
                                    "item " + settlement.item() + " of " + settlement.run());
                        }));
            });
        }
        return settled;
    }

    @Override
    public boolean listed(RunId run, String key) {
        return ledger.listed(run, key);
    }

    @Override
    public void keep(RunId run, OpenItem item, String step, Json result) {
        ledger.keep(run, item, step, result);
        model.reach(Transition.STEP_KEPT);
    }

    @Override
    public Turned turn(RunId run, Turn turn) {
        used(turn).ifPresent(used -> model.used(run, used, false));
        Turned turned = ledger.turn(run, turn);
        if (turned instanceof Turned.Applied applied && applied.changed()) {
            used(turn).ifPresent(used -> model.used(run, used, true));
            if (turn instanceof Turn.Fail) {
                model.run(run).cancelled = true;
                model.reach(Transition.FAILED_EARLY);
            }
        }
        world.tell("turned " + run + " by " + turn.getClass().getSimpleName() + ": "
                + turned.getClass().getSimpleName());
        if (turn instanceof Turn.Close && world.faults().happens(Fault.CLOSED_TWICE, 0.3)) {
            world.later(() -> {
                Turned again = ledger.turn(run, turn);
                boolean unchanged = !(again instanceof Turned.Applied applied) || !applied.changed();
                Model.must(unchanged, "one summary per generation", "run " + run);
                model.reach(Transition.CLOSED_ALREADY);
            });
        }
        return turned;
    }

    private static Optional<Stats> used(Turn turn) {
        return switch (turn) {
            case Turn.Used used -> Optional.of(used.used());
            case Turn.FailListing fail -> Optional.of(fail.used());
            default -> Optional.empty();
        };
    }

    @Override
    public Due due(DueQuery query) {
        Due due = ledger.due(query);
        world.tell("handed out " + due.items().size() + " items of " + query.run());
        due.items().forEach(item -> world.conduct().handed(query.run(), item, due.epoch()));
        if (world.faults().happens(Fault.LATE, 0.1)) {
            // Between the ledger's answer and whoever asked, others are told of later commits.
            world.sleep(world.dice("answer").below(5 * Timeline.SECOND));
        }
        return due;
    }

    private static String told(Verdict verdict) {
        return verdict instanceof Verdict.Done done
                ? "Done" + done.result().map(result -> " with " + result).orElse("")
                : verdict.toString();
    }
}
