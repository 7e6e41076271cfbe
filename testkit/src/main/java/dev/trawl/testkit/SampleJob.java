package dev.trawl.testkit;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Source;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Worker;
import java.util.List;

/** Jobs for tests: any source, any worker, one table {@code results} with the key {@code item}. */
public final class SampleJob {
    /** The table. */
    public static final TableSpec RESULTS = new TableSpec(
            "results",
            List.of("item"),
            List.of(
                    new TableSpec.Column("item", ColumnType.TEXT),
                    new TableSpec.Column("value", ColumnType.INTEGER),
                    new TableSpec.Column("fine", ColumnType.TRUTH)));

    private SampleJob() {}

    /** A job by the name {@code sample} under standard rules. */
    public static Job of(Source source, Worker worker) {
        return of("sample", Job.Rules.DEFAULT, source, worker);
    }

    /** A job. */
    public static Job of(String name, Job.Rules rules, Source source, Worker worker) {
        Job.Parts parts = new Job.Parts((_, _) -> source, (_, _) -> worker);
        Json definition = Json.of(Json.object().put("job", name));
        return new Job(name, "A job for tests.", List.of(), rules, List.of(RESULTS), parts, definition);
    }
}
