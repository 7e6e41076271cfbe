package dev.trawl.core.dispatch;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Counts;
import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Listing;
import dev.trawl.core.Metered;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Retry;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Source;
import dev.trawl.core.Stats;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and items to decide about. */
final class SampleRuns {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final int EPOCH = 1;
    static final Source SOURCE = (_, _) -> new Listing.Page(List.of(), Optional.empty());

    private SampleRuns() {}

    static List<OpenItem> items(int count, String address) {
        List<OpenItem> items = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            items.add(item(n, address.isEmpty() ? "" : address + n, 0));
        }
        return items;
    }

    static OpenItem item(long number, String address, int crashes) {
        return new OpenItem(number, number, new Item("k" + number, Json.of(Json.tree(address))), 0, Map.of(), crashes);
    }

    static RunView listed(WorkingRun run, long listed, boolean ended) {
        return view(run, ended ? RunState.WORKING : RunState.LISTING, false, new Counts(listed, 0, 0, 0, 0), ended);
    }

    static RunView view(WorkingRun run, RunState phase, boolean paused, Counts counts, boolean ended) {
        RunView from = run.view();
        return new RunView(
                from.id(),
                from.job(),
                from.definition(),
                from.input(),
                phase,
                paused,
                EPOCH,
                1,
                Optional.empty(),
                new RunView.ListingState(1, Optional.empty(), ended),
                counts,
                Stats.NONE,
                Metered.NONE,
                Optional.empty(),
                NOW,
                Optional.empty());
    }

    static WorkingRun run(String name, int concurrency, int perHost) {
        Json none = Json.of(Json.object());
        Limits limits = new Limits(concurrency, perHost, Duration.ofSeconds(30), Duration.ofHours(1));
        Job.Rules rules = new Job.Rules(limits, Retry.DEFAULT, new Tolerance.Items(10), new ChunkSize.Fixed(1));
        Worker worker = new HostWorker();
        Job job = new Job(
                "sample", "", List.of(), rules, List.of(), new Job.Parts((_, _) -> SOURCE, (_, _) -> worker), none);
        RunView view = new RunView(
                new RunId(name),
                "sample",
                none,
                none,
                RunState.LISTING,
                false,
                EPOCH,
                1,
                Optional.empty(),
                new RunView.ListingState(0, Optional.empty(), false),
                Counts.NONE,
                Stats.NONE,
                Metered.NONE,
                Optional.empty(),
                NOW,
                Optional.empty());
        return new WorkingRun(view, job, rules, SOURCE, worker);
    }
}
