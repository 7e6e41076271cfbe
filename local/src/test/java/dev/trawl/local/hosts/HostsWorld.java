package dev.trawl.local.hosts;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Listing;
import dev.trawl.core.Metered;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Source;
import dev.trawl.core.Stats;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.dispatch.Dispatch;
import dev.trawl.core.dispatch.Step;
import dev.trawl.core.dispatch.Window;
import dev.trawl.local.HoldStore;
import dev.trawl.local.LocalBudgets;
import dev.trawl.testkit.SampleJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run over many hosts in simulated time. The dispatch and the budgets are the real ones; the ledger is in memory,
 * and a worker does what a fetch does: it waits a little for its slot, and rests where its slot is far.
 */
final class HostsWorld {
    private static final RunId RUN = new RunId("run");
    private static final Duration COMMIT = Duration.ofMillis(20);
    private static final Duration PAGE = Duration.ofMillis(20);
    private static final int PER_PAGE = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** As the fetcher's: what is further away is a rest. */
    private static final Duration SLOT_MAX = Duration.ofSeconds(2);

    private final VirtualTime time = new VirtualTime();
    private final LocalBudgets budgets = new LocalBudgets(time, new NoStore());
    private final Dispatch dispatch = new Dispatch(budgets::freeAt, budgets::spacing, Window.STANDARD);
    private final MemoryItems items;
    private final int total;
    private int outcomes;
    private boolean committing;
    private Duration waited = Duration.ZERO;
    private Instant lastFull = Instant.MIN;

    /** @param hosts by item, in the order in which the source lists them */
    HostsWorld(List<WebHost> hosts) {
        this.items = new MemoryItems(hosts);
        this.total = hosts.size();
    }

    /** Works everything; how long that took. */
    Duration run(int concurrency, int perHost) {
        dispatch.open(run(concurrency, perHost, view()));
        boolean going = true;
        while (going && items.counts().done() < total) {
            Instant now = time.instant();
            for (Step step : dispatch.next(now)) {
                take(step);
            }
            lastFull = dispatch.inFlight() == concurrency ? now : lastFull;
            going = time.step(dispatch.wakeAt(now));
        }
        if (items.counts().done() < total) {
            throw new IllegalStateException("Nothing goes on, and " + items.counts() + " is all that was done");
        }
        return Duration.between(VirtualTime.BEGIN, time.instant());
    }

    MemoryItems items() {
        return items;
    }

    /** How long workers waited for slots, all together. */
    Duration waited() {
        return waited;
    }

    private void take(Step step) {
        switch (step) {
            case Step.ListPage _ ->
                time.after(PAGE, () -> {
                    items.list(PER_PAGE, time.instant());
                    commit();
                    time.after(COMMIT, () -> dispatch.listed(RUN));
                });
            case Step.Fill fill -> time.after(COMMIT, () -> dispatch.filled(RUN, items.due(fill.query())));
            case Step.Work work -> work.chunk().forEach(item -> time.after(Duration.ZERO, () -> begin(item)));
            case Step.Rest rest -> {
                items.rest(rest.item().number(), rest.verdict().until());
                outcome();
            }
            case Step.Ask _, Step.Close _, Step.Interrupt _ -> {}
        }
    }

    private void begin(OpenItem item) {
        WebHost host = items.host(item.number());
        Instant now = time.instant();
        Optional<Instant> slot = budgets.reserve(host.name, host.manner.spacing(), now.plus(SLOT_MAX));
        if (slot.isEmpty()) {
            Instant free = budgets.freeAt(host.name);
            items.rest(item.number(), free);
            left(item, free);
        } else if (slot.get().isAfter(now)) {
            waited = waited.plus(Duration.between(now, slot.get()));
            time.at(slot.get(), () -> {
                // A hold that came meanwhile voids the slot.
                if (budgets.heldUntil(host.name).isAfter(time.instant())) {
                    begin(item);
                } else {
                    ask(item, host);
                }
            });
        } else {
            ask(item, host);
        }
    }

    private void ask(OpenItem item, WebHost host) {
        Instant ready = items.readySince(item.number());
        host.ask(time.instant(), ready.isAfter(lastFull) ? ready : lastFull);
        time.after(host.manner.latency(), () -> answered(item, host));
    }

    private void answered(OpenItem item, WebHost host) {
        Instant now = time.instant();
        switch (host.answer(now)) {
            case GOOD -> {
                items.done(item.number());
                left(item, Instant.MAX);
            }
            case FAILED -> {
                items.retry(item.number(), now.plus(RETRY));
                left(item, now.plus(RETRY));
            }
            case STAY_AWAY -> {
                budgets.hold(host.name, host.heldUntil);
                items.retry(item.number(), host.heldUntil);
                left(item, host.heldUntil);
            }
        }
    }

    private void left(OpenItem item, Instant due) {
        dispatch.left(RUN, item.number(), Duration.ofMillis(1), due);
        outcome();
    }

    private void outcome() {
        outcomes++;
        commit();
    }

    private void commit() {
        if (!committing) {
            committing = true;
            time.after(COMMIT, () -> {
                committing = false;
                dispatch.changed(view(), outcomes);
                outcomes = 0;
            });
        }
    }

    private RunView view() {
        Json none = Json.of(Json.object());
        return new RunView(
                RUN,
                "sample",
                none,
                none,
                items.listedAll() ? RunState.WORKING : RunState.LISTING,
                false,
                1,
                1,
                Optional.empty(),
                new RunView.ListingState(0, Optional.empty(), items.listedAll()),
                items.counts(),
                Stats.NONE,
                Metered.NONE,
                Optional.empty(),
                VirtualTime.BEGIN,
                Optional.empty());
    }

    private static WorkingRun run(int concurrency, int perHost, RunView view) {
        Source source = (_, _) -> new Listing.Page(List.of(), Optional.empty());
        Limits limits = new Limits(concurrency, perHost, Duration.ofSeconds(30), Duration.ofHours(1));
        Job.Rules standard = Job.Rules.DEFAULT;
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), ChunkSize.AUTO);
        Worker worker = new ByHost();
        Job job = SampleJob.of("sample", rules, source, worker);
        return new WorkingRun(view, job, rules, source, worker);
    }

    /** Names the host of an item; the world itself does the work. */
    private static final class ByHost implements Worker {
        @Override
        public Outcome work(Item item, ItemContext context) {
            throw new IllegalStateException("The world works items itself");
        }

        @Override
        public Optional<String> budgetKey(Item item) {
            return Optional.of(item.value().tree().stringValue());
        }
    }

    /** Holds are not kept over this world's end. */
    private static final class NoStore implements HoldStore {
        @Override
        public Map<String, Instant> load() {
            return Map.of();
        }

        @Override
        public void save(String key, Instant until) {
            // Nobody opens the world again.
        }
    }
}
