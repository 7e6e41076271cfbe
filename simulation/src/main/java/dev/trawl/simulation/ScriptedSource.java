package dev.trawl.simulation;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Measure;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.simulation.Scenario.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source of a run, as outside of the process as any: what it holds outlives crashes and may change meanwhile. */
final class ScriptedSource implements Source {
    private static final Failure TROUBLE = new Failure("http-503", "The source is busy");

    /** The longest that a page takes: most sources are quick. */
    private static final List<Long> PAGES = List.of(
            300 * Timeline.MILLISECOND, 300 * Timeline.MILLISECOND, 300 * Timeline.MILLISECOND, 40 * Timeline.SECOND);

    private final World world;
    private final RunPlan plan;
    private final long longest;
    private int items;

    /** Before then the process of this number does not ask again, as it was asked to wait. */
    private long notBefore;

    private int asked;

    ScriptedSource(World world, RunPlan plan) {
        this.world = world;
        this.plan = plan;
        this.items = plan.items();
        this.longest = Dice.of(world.seed(), "source of " + plan.job(), 0).of(PAGES);
    }

    @Override
    public boolean distinct() {
        return plan.distinct();
    }

    @Override
    public long itemsMax() {
        return plan.itemsMax();
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws InterruptedException {
        world.sourceAsked(plan, token);
        context.count(Measure.REQUESTS, 1);
        Model.must(
                asked != world.lives() || world.jumps() || world.timeline().now() >= notBefore,
                "a source that asks to wait is left alone",
                plan.job() + " is asked " + (notBefore - world.timeline().now()) + " us too early");
        Faults faults = world.faults();
        Dice dice = world.dice("page");
        world.rest(dice.below(longest));
        if (faults.happens(Fault.SOURCE_FAILED, 0.04)) {
            world.model().reach(Transition.LISTING_ASKED_AGAIN);
            return new Listing.Retry(TROUBLE, waits(dice.of(List.of(0, 0, 30, 4_000))));
        }
        if (dice.chance(0.03)) {
            world.model().reach(Transition.LISTING_RESTED);
            return new Listing.Unfinished(waits(dice.of(List.of(0, 1, 60))));
        }
        if (faults.happens(Fault.SOURCE_BROKE, 0.003)) {
            world.model().reach(Transition.LISTING_FAILED);
            throw new IllegalStateException("The source broke");
        }
        return page(token.map(Integer::parseInt).orElse(0), faults, dice);
    }

    private Duration waits(int seconds) {
        asked = world.lives();
        notBefore = world.timeline().now() + seconds * Timeline.SECOND;
        return Duration.ofSeconds(seconds);
    }

    private Listing page(int page, Faults faults, Dice dice) {
        if (faults.happens(Fault.GREW, 0.02)) {
            items += dice.between(1, 5);
        }
        int from = page * plan.perPage();
        int moved = !plan.distinct() && faults.happens(Fault.ITEMS_MOVED, 0.1) ? dice.between(1, 3) : 0;
        List<Item> found = new ArrayList<>();
        for (int n = Math.max(0, from - moved); n < Math.min(items, from + plan.perPage()); n++) {
            found.add(item("i" + n));
            if (!plan.distinct() && dice.chance(0.05)) {
                found.add(item("i" + n));
            }
        }
        boolean more = from + plan.perPage() < items && !faults.happens(Fault.ENDED_EARLY, 0.005);
        if (more && page > 0 && faults.happens(Fault.TOKEN_REPEATED, 0.005)) {
            return new Listing.Page(found, Optional.of(Integer.toString(dice.between(1, page))));
        }
        return new Listing.Page(found, more ? Optional.of(Integer.toString(page + 1)) : Optional.empty());
    }

    private static Item item(String key) {
        return new Item(key, Json.parse("{\"key\":\"" + key + "\"}"));
    }
}
