package dev.trawl.simulation;

import dev.trawl.core.Tolerance;
import dev.trawl.simulation.Audit.AuditedRun;
import dev.trawl.simulation.Model.ModelRun;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a summary says against the rows that it was counted from, and how a run ended against its tolerance. */
final class SummaryAudit {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ModelRun run;
    private final AuditedRun there;
    private final JsonNode summary;

    private SummaryAudit(ModelRun run, AuditedRun there, String summary) {
        this.run = run;
        this.there = there;
        this.summary = JSON.readTree(summary);
    }

    /** Checks the summary of a run, where it has one. */
    static void check(ModelRun run, AuditedRun there) {
        there.summary().ifPresent(summary -> new SummaryAudit(run, there, summary).check());
    }

    private void check() {
        long listed = there.keys().size();
        long done = there.done();
        long dead = there.dead().size();
        counts(listed, done, dead);
        is(summary.path("rows").path("facts").asLong(), there.facts().size(), "rows");
        is(summary.path("requests").asLong(), there.requests(), "requests");
        reasons();
        said(summary.path("state").asString().equals(there.phase()), "state");
        said(summary.path("generation").asInt() == there.generation(), "generation");
        end(listed, dead);
    }

    private void counts(long listed, long done, long dead) {
        JsonNode items = summary.path("items");
        is(items.path("listed").asLong(), listed, "listed items");
        is(items.path("done").asLong(), done, "done items");
        is(items.path("dead").asLong(), dead, "dead items");
        is(items.path("cancelled").asLong(), listed - done - dead, "cancelled items");
    }

    private void reasons() {
        Map<String, Long> counted = new HashMap<>();
        there.dead().values().forEach(reason -> counted.merge(reason, 1L, Long::sum));
        Map<String, Long> told = new HashMap<>();
        summary.path("reasons")
                .properties()
                .forEach(each -> told.put(each.getKey(), each.getValue().asLong()));
        said(told.equals(counted), "reasons " + told + ", not " + counted);
    }

    /** A run fails where it has a reason to, and where too many of its items are dead. */
    private void end(long listed, long dead) {
        boolean failed = there.phase().equals("failed");
        boolean tooMany = switch (run.plan.rules().tolerance()) {
            case Tolerance.Any() -> false;
            case Tolerance.Items(long items) -> dead > items;
            case Tolerance.Percent(double percent) -> dead * 100.0 > percent * listed;
        };
        String why = summary.path("failure").path("reason").asString("");
        boolean cancelled = there.phase().equals("cancelled");
        Model.must(
                failed || cancelled || !tooMany, "a run with too many dead items fails", what(dead + " of " + listed));
        Model.must(!failed || !why.isEmpty(), "a run fails for a reason", what(dead + " of " + listed));
        // What was listed since it was judged may have made their share small again.
        boolean exact = run.plan.rules().tolerance() instanceof Tolerance.Items;
        Model.must(
                tooMany || !exact || !why.equals("too-many-dead"),
                "what is tolerated fails no run",
                what("dead " + dead));
    }

    private void is(long told, long counted, String of) {
        said(told == counted, of + " " + told + ", not " + counted);
    }

    private void said(boolean right, String of) {
        Model.must(right, "a summary says what the rows say", what(of));
    }

    private String what(String found) {
        return run.id + ": " + found;
    }
}
