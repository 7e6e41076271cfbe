package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Changed;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What workers may know of their run and of the rows before, and what is left of an item that they could not end. */
@Timeout(20)
final class RowsOfWorkersTest {
    @TempDir
    private Path data;

    private final TestMachines machines = new TestMachines();

    @AfterEach
    void give_back() {
        machines.close();
    }

    private Map<String, @Nullable Object> fine(Machine machine) {
        Map<String, @Nullable Object> fine = new LinkedHashMap<>();
        for (Row row : machine.records()
                .rows(SampleJob.RESULTS, Map.of(), Optional.empty(), 100)
                .items()) {
            fine.put(String.valueOf(row.columns().get("item")), row.columns().get("fine"));
        }
        return fine;
    }

    @Test
    void a_row_tells_whether_a_column_differs_from_the_row_before() throws Exception {
        Machine machine = machines.open(data);
        AtomicLong added = new AtomicLong();
        Job job = SampleJob.of(new NumberSource(3, 3), (item, context) -> {
            long number = Long.parseLong(item.key());
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("item", item.key());
            row.put("value", number == 2 ? null : (Long) (number * added.get()));
            row.put("fine", new Changed("value"));
            context.row("results", row);
            return Outcome.DONE;
        });
        machines.finish(job);
        assertThat(fine(machine)).containsEntry("0", null).containsEntry("1", null);
        added.set(7);
        machines.finish(job);
        assertThat(fine(machine))
                .containsEntry("0", false)
                .containsEntry("1", true)
                .containsEntry("2", null);
    }

    @Test
    void a_row_that_a_command_writes_has_the_key_that_reads_the_same_of_the_row_that_is_there() throws Exception {
        Machine machine = machines.open(data);
        TableSpec open = new TableSpec(
                "found",
                List.of("id"),
                List.of(new TableSpec.Column("id", ColumnType.ANY), new TableSpec.Column("word", ColumnType.ANY)));
        machine.tables().put(open, List.of(new Row("found", Map.of("id", 5L)), new Row("found", Map.of("id", "7"))));
        machine.tables()
                .put(
                        open,
                        List.of(
                                new Row("found", Map.of("id", "5", "word", "text")).onlyThese(),
                                new Row("found", Map.of("id", 7L, "word", "number")).onlyThese(),
                                new Row("found", Map.of("id", "05", "word", "other")).onlyThese()));
        assertThat(machine.records().rows(open, Map.of(), Optional.empty(), 100).items())
                .extracting(row -> row.document().toString())
                .containsExactly(
                        "{\"id\":5,\"word\":\"text\"}",
                        "{\"id\":\"7\",\"word\":\"number\"}",
                        "{\"id\":\"05\",\"word\":\"other\"}");
    }

    @Test
    void a_worker_may_ask_whether_an_item_is_part_of_its_run() throws Exception {
        Machine machine = machines.open(data);
        machines.finish(SampleJob.of(new NumberSource(3, 3), (item, context) -> {
            context.row("results", Map.of("item", item.key(), "fine", context.listed("2") && !context.listed("3")));
            return Outcome.DONE;
        }));
        assertThat(fine(machine)).isEqualTo(Map.of("0", true, "1", true, "2", true));
    }

    @Test
    void an_item_at_which_the_worker_broke_every_time_leaves_what_it_is_buried_with() throws Exception {
        Machine machine = machines.open(data);
        Worker worker = new Worker() {
            @Override
            public Outcome work(Item item, ItemContext context) {
                context.row("results", Map.of("item", "half"));
                throw new IllegalStateException("broken");
            }

            @Override
            public void buried(Item item, Failure why, ItemContext context) {
                context.row("results", Map.of("item", item.key() + " " + why.reason()));
            }
        };
        RunView run = machines.finish(
                SampleJob.of("sample", MachineTest.quick(2, Tolerance.ANY), new NumberSource(1, 1), worker));
        assertThat(run.counts().dead()).isEqualTo(1);
        assertThat(fine(machine)).containsOnlyKeys("0 worker-crash");
    }
}
