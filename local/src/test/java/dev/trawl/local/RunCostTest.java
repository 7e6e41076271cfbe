package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.cost.Money;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Turn;
import dev.trawl.core.stage.EndRow;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run used is counted with its outcomes, kept in a row, and stops the run where it is too much. */
@Timeout(30)
final class RunCostTest {
    private static final int ITEMS = 20_000;

    /** A second of the machine costs 1,000. */
    private static final Prices DEAR =
            Prices.of(Json.parse("{\"machine\": \"t3.medium\", \"machines\": {\"t3.medium\": 3600000}}")
                    .tree());

    @TempDir
    private Path data;

    private final TestMachines machines = new TestMachines();

    @AfterEach
    void give_back() {
        machines.close();
    }

    /** Every third number is dead, every fifth is tried twice. */
    private static Outcome work(Item item, ItemContext context) {
        long number = Long.parseLong(item.key());
        context.count(Measure.REQUESTS, 1);
        context.count(Measure.BYTES, number);
        context.count(Measure.SENT, 100);
        context.count(Measure.SHOWN, context.attempt() == 1 ? 2 : 0);
        if (number % 5 == 0 && context.attempt() == 1) {
            return new Outcome.Retry(new Failure("http-503", ""), Duration.ZERO);
        }
        context.row("results", Map.of("item", item.key(), "value", number));
        return number % 3 == 0 ? Outcome.dead("third", "") : Outcome.DONE;
    }

    private static Job job(Worker worker, Optional<Money> budget, int items) {
        Limits limits = new Limits(20, 8, Duration.ofSeconds(5), Duration.ofHours(1), budget);
        Job.Rules rules =
                new Job.Rules(limits, new Retry(List.of(Duration.ofMillis(1))), Tolerance.ANY, new ChunkSize.Fixed(10));
        Job.Parts parts = new Job.Parts(
                (_, _) -> new NumberSource(items, 1_000),
                (_, _) -> worker,
                (_, _) -> Optional.empty(),
                Job.Elsewhere.NOWHERE,
                Optional.of("sample_runs"));
        Json definition = Json.of(Json.object().put("job", "sample"));
        return new Job(
                "sample",
                "",
                List.of(),
                rules,
                List.of(SampleJob.RESULTS, EndRow.table("sample_runs")),
                parts,
                definition);
    }

    @Test
    void the_row_of_a_runs_end_is_what_sql_counts_in_the_ledger() throws Exception {
        machines.open(data, DEAR);
        RunView run = machines.finish(job(RunCostTest::work, Optional.empty(), 300));
        machines.close();
        assertThat(recount(run, "listed")).isEqualTo(300);
        for (String column : List.of(
                "listed", "done", "dead", "cancelled", "attempts", "requests", "retries", "bytes", "sent", "rows")) {
            assertThat(sql("SELECT " + column + " FROM t_sample_runs WHERE run = '" + run.id() + "'"))
                    .as(column)
                    .isEqualTo(recount(run, column));
        }
        assertThat(
                        sql(
                                "SELECT count(*) FROM t_sample_runs WHERE abs(cost - machine_seconds * 1000) <= 0.6 + 0.00001"
                                        + " AND abs(seconds - (julianday(finished) - julianday(started)) * 86400) < 0.002"
                                        + " AND lane_seconds >= 0 AND abs(queue_seconds) > 0 AND abs(store_seconds) = 0 AND abs(browser_seconds - min(0.6, abs(lane_seconds))) < 0.0001 AND lane = 'inline' AND currency = 'USD'"))
                .isEqualTo(1);
        assertThat(run.summary().orElseThrow().tree().at("/rows/sample_runs").asLong())
                .isEqualTo(1);
    }

    /** The same number from the rows that outcomes left. */
    private long recount(RunView run, String column) throws Exception {
        return sql(
                switch (column) {
                    case "listed" -> "SELECT sum(count) FROM page";
                    case "done" -> "SELECT (SELECT sum(count) FROM page) - (SELECT count(*) FROM dead)";
                    case "dead" -> "SELECT count(*) FROM dead";
                    case "cancelled", "retries" -> "SELECT 0";
                    case "attempts", "requests" ->
                        "SELECT count(*) + count(*) FILTER (WHERE value % 5 = 0) FROM t_results";
                    case "bytes" -> "SELECT sum(value) + sum(value) FILTER (WHERE value % 5 = 0) FROM t_results";
                    case "sent" -> "SELECT 100 * (count(*) + count(*) FILTER (WHERE value % 5 = 0)) FROM t_results";
                    case "rows" -> "SELECT 1 + count(*) FROM t_results";
                    default -> throw new IllegalArgumentException(column + " of " + run.id());
                });
    }

    private long sql(String query) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("trawl.db"));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next() ? found.getLong(1) : -1;
        }
    }

    @Test
    void a_run_that_has_spent_its_budget_keeps_what_is_left_and_goes_on_when_it_is_resumed() throws Exception {
        Job job = job(RunCostTest::work, Optional.of(Money.parse("20 USD")), ITEMS);
        machines.open(data, DEAR);
        RunView stopped = machines.finish(job);
        assertThat(stopped.state()).isEqualTo(RunState.PAUSED);
        assertThat(stopped.failure().orElseThrow().reason()).isEqualTo("budget-spent");
        assertThat(stopped.counts().open()).isPositive();
        assertThat(stopped.metered().machineTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));

        Machine machine = again();
        machine.takeUp(stopped.id());
        RunView still = machine.await(stopped.id());
        assertThat(still.counts()).as("nothing is begun in the next process").isEqualTo(stopped.counts());
        RunView now = still;
        while (now.state() == RunState.PAUSED) {
            machine.turn(now.id(), new Turn.Resume());
            RunView before = now;
            now = machine.await(now.id());
            assertThat(now.counts().ended())
                    .isGreaterThanOrEqualTo(before.counts().ended());
        }
        assertThat(now.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(now.failure()).isEmpty();
        assertThat(now.counts().ended()).isEqualTo(ITEMS);
        assertThat(now.metered().attempts()).isEqualTo(ITEMS + ITEMS / 5);
    }

    private Machine again() {
        machines.close();
        return machines.open(data, DEAR);
    }

    @Test
    void a_run_that_was_stopped_and_is_cancelled_is_cancelled() throws Exception {
        machines.open(data, DEAR);
        RunView stopped = machines.finish(job(RunCostTest::work, Optional.of(Money.parse("5 USD")), ITEMS));
        assertThat(stopped.state()).isEqualTo(RunState.PAUSED);
        machines.current().turn(stopped.id(), new Turn.Cancel());
        RunView over = machines.current().await(stopped.id());
        assertThat(over.state()).isEqualTo(RunState.CANCELLED);
        assertThat(over.failure()).isEmpty();
    }
}
