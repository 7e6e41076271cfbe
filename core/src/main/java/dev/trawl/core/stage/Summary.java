package dev.trawl.core.stage;

import dev.trawl.core.Counts;
import dev.trawl.core.Input;
import dev.trawl.core.Json;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.cost.Bill;
import dev.trawl.core.cost.Billing;
import dev.trawl.core.cost.Lane;
import dev.trawl.core.cost.Platform;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Recount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** The document of a run: what {@code run --json} prints and the API answers, while it goes on and afterwards. */
public final class Summary {
    private final RunView run;
    private final Recount recount;
    private final Prices prices;

    private Summary(RunView run, Recount recount, Prices prices) {
        this.run = run;
        this.recount = recount;
        this.prices = prices;
    }

    /** Of a run and its rows. */
    public static Summary of(RunView run, Recount recount, Prices prices) {
        return new Summary(run, recount, prices);
    }

    /** The document of a run as it is: the summary where it is closed, else what there is so far. */
    public static Json document(RunView run, Records records, Instant now, Prices prices) {
        Json document = run.summary().orElseGet(() -> underWay(run, records, now, prices));
        OptionalLong undelivered = records.undelivered(run.id());
        if (undelivered.isEmpty()) {
            return document;
        }
        // Beside the summary, which is written once: messages are delivered when it is there.
        ObjectNode beside = ((ObjectNode) document.tree()).deepCopy();
        return Json.of(beside.put("notify_failed", undelivered.getAsLong()));
    }

    private static Json underWay(RunView run, Records records, Instant now, Prices prices) {
        Recount recount = records.recount(run.id());
        return of(run, recount.withCounts(run.counts()), prices).open(now);
    }

    /**
     * As the run closes.
     *
     * @param lacking what the rows of its end elsewhere lack, and why; each a text for people
     */
    Json closed(EndRow.Ended ended, List<String> lacking) {
        ObjectNode document = document(ended.end(), ended.finished());
        document.put("finished", ended.finished().toString());
        if (document.get("rows") instanceof ObjectNode rows) {
            fill(rows, ended.elsewhere());
        }
        if (!lacking.isEmpty()) {
            lacking.forEach(document.putArray("lacking")::add);
        }
        return Json.of(document);
    }

    /** While the run goes on. */
    public Json open(Instant now) {
        ObjectNode document = document(run.state(), now);
        document.putNull("finished");
        return Json.of(document);
    }

    private ObjectNode document(RunState state, Instant until) {
        ObjectNode document = Json.object();
        document.put("run", run.id().text()).put("job", run.job()).put("state", state.word());
        document.set("input", new Input(run.input()).shown());
        document.set("items", counts(recount.counts()));
        fill(document.putObject("rows"), recount.rows());
        document.put("objects", recount.objects());
        document.put("requests", recount.stats().requests());
        document.put("retries", recount.stats().retries());
        document.put("bytes", recount.stats().bytes());
        fill(document.putObject("reasons"), recount.reasons());
        run.failure()
                .ifPresent(why -> document.putObject("failure")
                        .put("reason", why.reason())
                        .put("message", why.message()));
        document.put("generation", run.generation());
        document.put("started", run.started().toString());
        document.put("seconds", Duration.between(run.started(), until).toMillis() / 1_000.0);
        cost(document);
        return document;
    }

    /** What it used, and what that costs on this machine, and on others. */
    private void cost(ObjectNode document) {
        Use use = Use.of(run, recount);
        ObjectNode used = document.putObject("used");
        used.put("lane", use.lane().word());
        used.put("attempts", use.attempts());
        used.put("lane_seconds", EndRow.seconds(use.laneTime()));
        ObjectNode lanes = used.putObject("lanes");
        Duration browser = use.browserTime();
        if (!use.lane().word().equals(Lane.BROWSER)) {
            lanes.put(use.lane().word(), EndRow.seconds(use.laneTime().minus(browser)));
        }
        if (browser.isPositive()) {
            lanes.put(Lane.BROWSER, EndRow.seconds(browser));
        }
        used.put("queue_seconds", EndRow.seconds(run.metered().queueTime()));
        used.put("store_seconds", EndRow.seconds(run.metered().storeTime()));
        used.put("machine_seconds", EndRow.seconds(use.machineTime()));
        if (browser.isPositive()) {
            used.put("browser_seconds", EndRow.seconds(browser));
        }
        use.gbSeconds(prices.plan()).ifPresent(memory -> used.put("gb_seconds", memory));
        used.put("sent", use.traffic().sent());
        used.put("received", use.traffic().received());
        used.put("stored", use.stored());
        ObjectNode costs = Json.object();
        for (Bill bill : Billing.of(use, prices)) {
            costs.put(bill.platform().word(), bill.total());
        }
        document.set("cost", costs.path(Platform.MACHINE.word()));
        document.put("currency", prices.currency());
        document.set("costs", costs);
    }

    /** How many items of a run ended how, as its documents say it. */
    public static ObjectNode counts(Counts counts) {
        return Json.object()
                .put("listed", counts.listed())
                .put("done", counts.done())
                .put("dead", counts.dead())
                .put("cancelled", counts.cancelled());
    }

    private static void fill(ObjectNode into, Map<String, Long> counts) {
        counts.forEach(into::put);
    }
}
