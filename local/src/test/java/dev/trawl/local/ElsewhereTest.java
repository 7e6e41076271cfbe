package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Sinks;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.Worker;
import dev.trawl.core.cost.Bill;
import dev.trawl.core.cost.Billing;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import dev.trawl.testkit.NumberSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows that a job writes elsewhere are there before anything says that they are. */
@Timeout(20)
final class ElsewhereTest {
    private static final TableSpec TABLE = new TableSpec(
            "prices",
            List.of("item"),
            List.of(new Column("item", ColumnType.TEXT), new Column("value", ColumnType.INTEGER)));

    private static final Worker WORKER = (item, context) -> {
        context.row("prices", Map.of("item", item.key(), "value", Long.parseLong(item.key())));
        return Outcome.DONE;
    };

    @TempDir
    private Path data;

    private final TestMachines machines = new TestMachines();

    @AfterEach
    void give_back() {
        machines.close();
    }

    /** Takes rows once its gate is open, and none whose item is 1. */
    private static final class Shelf implements Sink {
        final Queue<Row> rows = new ConcurrentLinkedQueue<>();
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch gate;
        final CountDownLatch closed = new CountDownLatch(1);
        Optional<String> lacking = Optional.empty();
        Predicate<Row> refused = row -> "1".equals(row.columns().get("item"));

        Shelf(int locks) {
            this.gate = new CountDownLatch(locks);
        }

        @Override
        public void check() {}

        @Override
        public void write(List<Row> more) throws InterruptedException, RowRefused {
            asked.countDown();
            gate.await();
            if (refused.test(more.getFirst())) {
                throw new RowRefused("Writing 1 failed", new IllegalStateException("no 1"));
            }
            rows.addAll(more);
        }

        @Override
        public OptionalLong rows(RunId run) {
            return OptionalLong.of(rows.size());
        }

        @Override
        public Optional<String> lacking() {
            return lacking;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static Job job(int items, Shelf rows, Shelf... ends) {
        Job.Parts parts = new Job.Parts(
                (_, _) -> new NumberSource(items, items),
                (_, _) -> WORKER,
                (_, _) -> Optional.empty(),
                new Job.Elsewhere(Optional.of(TABLE), (_, _) -> new Sinks(Optional.of(rows), List.of(ends))));
        Json definition = Json.of(Json.object().put("job", "sample"));
        return new Job("sample", "", List.of(), Job.Rules.DEFAULT, List.of(), parts, definition);
    }

    @Test
    void a_row_elsewhere_is_written_before_its_outcome_is_recorded() throws Exception {
        Machine machine = machines.open(data);
        Shelf rows = new Shelf(1);
        Shelf end = new Shelf(0);
        RunId run = machines.start(job(1, rows, end));
        rows.asked.await();
        assertThat(machine.records().run(run).orElseThrow().counts().done()).isZero();
        rows.gate.countDown();
        RunView over = machine.await(run);
        assertThat(over.phase()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rows.rows).extracting(row -> row.columns().get("value")).containsExactly(0L);
        assertThat(over.summary().orElseThrow().tree().at("/rows/prices").asLong())
                .isEqualTo(1);
        assertThat(end.rows)
                .singleElement()
                .satisfies(row -> assertThat(row.columns())
                        .containsEntry("run", run.text())
                        .containsEntry("state", "succeeded")
                        .containsEntry("listed", 1L)
                        .containsEntry("done", 1L)
                        .containsEntry("currency", "USD"));
        rows.closed.await();
        end.closed.await();
    }

    @Test
    void a_row_that_is_refused_is_its_items_death() throws Exception {
        machines.open(data);
        Shelf rows = new Shelf(0);
        RunView over = machines.finish(job(3, rows, new Shelf(0)));
        assertThat(over.counts().done()).isEqualTo(2);
        assertThat(over.counts().dead()).isEqualTo(1);
        assertThat(over.summary()
                        .orElseThrow()
                        .tree()
                        .at("/reasons/row-refused")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void what_the_row_of_a_runs_end_was_written_without_is_said_in_its_summary() throws Exception {
        machines.open(data);
        Shelf end = new Shelf(0);
        end.lacking = Optional.of("Table runs lacks the column sent; have its owner run: alter table runs add sent");
        RunView over = machines.finish(job(1, new Shelf(0), end));
        assertThat(over.phase()).isEqualTo(RunState.SUCCEEDED);
        assertThat(over.summary().orElseThrow().tree().at("/lacking/0").asString())
                .contains("lacks the column sent");
    }

    @Test
    void an_end_that_one_refuses_is_told_to_the_others_as_failed() throws Exception {
        machines.open(data);
        Shelf first = new Shelf(0);
        Shelf refusing = new Shelf(0);
        refusing.refused = _ -> true;
        Shelf last = new Shelf(0);
        RunView over = machines.finish(job(1, new Shelf(0), first, refusing, last));
        assertThat(over.phase()).isEqualTo(RunState.FAILED);
        assertThat(over.summary().orElseThrow().tree().at("/failure/reason").asString())
                .isEqualTo("row-refused");
        assertThat(first.rows).extracting(row -> row.columns().get("state")).containsExactly("succeeded");
        assertThat(last.rows)
                .singleElement()
                .satisfies(row -> assertThat(row.columns())
                        .containsEntry("run", over.id().text())
                        .containsEntry("state", "failed")
                        .containsEntry("done", 1L));
    }

    @Test
    void rows_elsewhere_are_counted_and_no_bill_has_them() throws Exception {
        Machine machine = machines.open(data, Prices.STANDARD);
        Shelf end = new Shelf(0);
        RunView over = machines.finish(job(9, new Shelf(0), end));
        JsonNode summary = over.summary().orElseThrow().tree();
        assertThat(summary.at("/rows/prices").asLong()).isEqualTo(8);
        assertThat(end.rows).extracting(row -> row.columns().get("rows")).containsExactly(8L);
        Use use = Use.of(over, machine.records().recount(over.id()));
        assertThat(use.rows()).isZero();
        for (Bill bill : Billing.of(use, Prices.STANDARD)) {
            assertThat(summary.at("/costs/" + bill.platform().word()).decimalValue())
                    .as(bill.platform().title())
                    .isEqualByComparingTo(bill.total());
        }
    }
}
