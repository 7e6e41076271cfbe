package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Counts;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Turn;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where controls, deaths and broken workers meet: each of these once hung a run or the whole machine. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CornersTest {
    @TempDir
    private Path data;

    private final TestMachines machines = new TestMachines();
    private final AtomicBoolean mended = new AtomicBoolean();

    @AfterEach
    void give_back() {
        machines.close();
    }

    @Test
    void a_redrive_of_a_cancelled_run_whose_item_never_left_its_worker_works_the_dead_one() throws Exception {
        Machine machine = machines.open(data);
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        RunId run = machines.start(SampleJob.of(new NumberSource(10, 10), (item, _) -> {
            if (item.key().equals("0")) {
                in.countDown();
                awaitDeaf(out);
            }
            return oneIsDead(item);
        }));
        in.await();
        machines.until(() -> machine.records().run(run).orElseThrow().counts().ended() == 9);
        machine.turn(run, new Turn.Cancel());
        machine.await(run);
        machines.close();
        mended.set(true);
        Machine next = machines.open(data);
        next.turn(run, redriveAll());
        assertThat(next.await(run).counts()).isEqualTo(new Counts(10, 9, 0, 1, 0));
        out.countDown();
    }

    @Test
    void a_redrive_of_a_run_that_is_open_is_worked_at_once() throws Exception {
        Machine machine = machines.open(data);
        CountDownLatch go = new CountDownLatch(1);
        RunId run = machines.start(SampleJob.of(new NumberSource(10, 10), (item, _) -> {
            if (item.key().equals("0")) {
                go.await();
            }
            return oneIsDead(item);
        }));
        machines.until(() -> machine.records().run(run).orElseThrow().counts().ended() == 9);
        mended.set(true);
        machine.turn(run, redriveAll());
        machines.until(() -> machine.records().run(run).orElseThrow().counts().done() == 9);
        go.countDown();
        assertThat(machine.await(run).counts()).isEqualTo(new Counts(10, 10, 0, 0, 0));
    }

    @Test
    void a_key_that_is_named_twice_is_worked_again_once() throws Exception {
        Machine machine = machines.open(data);
        RunView run = machines.finish(SampleJob.of(new NumberSource(10, 10), (item, _) -> oneIsDead(item)));
        mended.set(true);
        machine.turn(run.id(), new Turn.Redrive(Optional.empty(), List.of("1", "1"), Instant.EPOCH));
        assertThat(machine.await(run.id()).counts()).isEqualTo(new Counts(10, 10, 0, 0, 0));
    }

    @Test
    void items_that_were_cancelled_while_they_waited_stay_cancelled_after_a_redrive() throws Exception {
        Machine machine = machines.open(data);
        RunId run = machines.start(SampleJob.of(
                new NumberSource(10, 10),
                (item, _) -> item.key().equals("0") ? new Outcome.Unfinished(Duration.ofMinutes(9)) : oneIsDead(item)));
        machines.until(() -> machine.records().run(run).orElseThrow().counts().waiting() == 1
                && machine.records().run(run).orElseThrow().counts().ended() == 9);
        machine.turn(run, new Turn.Cancel());
        machine.await(run);
        mended.set(true);
        machine.turn(run, redriveAll());
        assertThat(machine.await(run).counts()).isEqualTo(new Counts(10, 9, 0, 1, 0));
        assertThat(machine.document(run).at("/items/cancelled").asLong()).isEqualTo(1);
    }

    @Test
    void an_error_of_the_machine_in_a_worker_ends_the_waiting() {
        Machine machine = machines.open(data);
        RunId run = machines.start(SampleJob.of(new NumberSource(10, 10), (item, _) -> {
            if (item.key().equals("3")) {
                throw new OutOfMemoryError("one big item");
            }
            return Outcome.DONE;
        }));
        assertThatThrownBy(() -> machine.await(run)).hasMessageContaining("one big item");
    }

    @Test
    void an_item_that_is_an_error_of_the_machine_at_every_start_is_found_guilty() throws Exception {
        machines.open(data);
        RunId run = machines.start(SampleJob.of(new NumberSource(10, 10), (item, _) -> {
            if (item.key().equals("3")) {
                throw new OutOfMemoryError("one big item");
            }
            return Outcome.DONE;
        }));
        int stops = 0;
        while (stops(run)) {
            stops++;
            machines.close();
            machines.open(data).takeUp(run);
        }
        assertThat(stops).isBetween(OpenItem.CRASHES_MAX, OpenItem.CRASHES_MAX + 1);
        RunView over = machines.current().records().run(run).orElseThrow();
        assertThat(over.counts()).isEqualTo(new Counts(10, 9, 1, 0, 0));
    }

    private boolean stops(RunId run) throws InterruptedException {
        try {
            machines.current().await(run);
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("one big item");
            return true;
        }
    }

    @Test
    void a_cancelled_run_is_cancelled_however_many_of_its_items_are_dead() throws Exception {
        Machine machine = machines.open(data);
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        Job.Rules rules =
                new Job.Rules(Limits.DEFAULT, Job.Rules.DEFAULT.retry(), new Tolerance.Items(0), ChunkSize.AUTO);
        RunId run = machines.start(SampleJob.of("sample", rules, new NumberSource(1, 1), (_, _) -> {
            in.countDown();
            out.await();
            return Outcome.dead("http-404", "gone");
        }));
        in.await();
        machine.turn(run, new Turn.Pause());
        out.countDown();
        machines.until(() -> machine.records().run(run).orElseThrow().counts().dead() == 1);
        machine.turn(run, new Turn.Cancel());
        RunView over = machine.await(run);
        assertThat(over.state()).isEqualTo(RunState.CANCELLED);
        assertThat(over.failure()).isEmpty();
    }

    @Test
    void a_worker_that_cannot_say_whom_it_asks_is_asked_all_the_same() throws Exception {
        machines.open(data);
        RunView run = machines.finish(SampleJob.of(new NumberSource(10, 10), new Speechless()));
        assertThat(run.counts().done()).isEqualTo(10);
    }

    @Test
    void stopping_in_the_middle_of_a_write_uses_up_no_attempt() throws Exception {
        machines.open(data);
        CountDownLatch in = new CountDownLatch(1);
        Job.Rules once =
                new Job.Rules(Limits.DEFAULT, Job.Rules.DEFAULT.retry().withAttempts(1), Tolerance.ANY, ChunkSize.AUTO);
        RunId run = machines.start(SampleJob.of("sample", once, new NumberSource(1, 1), (_, _) -> {
            in.countDown();
            try {
                new CountDownLatch(1).await();
                return Outcome.DONE;
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new ClosedByInterruptException());
            }
        }));
        in.await();
        machines.drain(Duration.ofMillis(1));
        assertThat(machines.open(data).records().run(run).orElseThrow().counts())
                .isEqualTo(new Counts(1, 0, 0, 0, 0));
    }

    @Test
    void what_cannot_be_made_of_an_input_leaves_no_run() {
        Machine machine = machines.open(data);
        Job.Parts parts = new Job.Parts(
                (_, _) -> {
                    throw new IllegalArgumentException("reddit takes an address");
                },
                (_, _) -> (_, _) -> Outcome.DONE);
        Job job = new Job("broken", "", List.of(), Job.Rules.DEFAULT, List.of(), parts, Json.of(Json.object()));
        assertThatThrownBy(() -> machines.start(job)).hasMessage("reddit takes an address");
        assertThat(machine.records().runs(Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void a_run_whose_job_is_gone_can_be_cancelled() throws Exception {
        Machine machine = machines.open(data);
        RunId run = machines.start(SampleJob.of(new NumberSource(1, 1), (_, _) -> {
            new CountDownLatch(1).await();
            return Outcome.DONE;
        }));
        machines.until(() -> machine.records().run(run).orElseThrow().counts().listed() == 1);
        machines.drain(Duration.ZERO);
        machines.forget();
        Machine next = machines.open(data);
        next.turn(run, new Turn.Cancel());
        assertThat(next.await(run).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void the_last_item_that_is_too_much_is_named_as_the_failure() throws Exception {
        machines.open(data);
        Job.Rules rules =
                new Job.Rules(Limits.DEFAULT, Job.Rules.DEFAULT.retry(), new Tolerance.Items(0), ChunkSize.AUTO);
        RunView run = machines.finish(
                SampleJob.of("sample", rules, new NumberSource(1, 1), (_, _) -> Outcome.dead("http-404", "gone")));
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().reason()).isEqualTo("too-many-dead");
    }

    private Outcome oneIsDead(Item item) {
        return item.key().equals("1") && !mended.get() ? Outcome.dead("http-404", "gone") : Outcome.DONE;
    }

    private static Turn.Redrive redriveAll() {
        return new Turn.Redrive(Optional.empty(), List.of(), Instant.EPOCH);
    }

    /** Waits as a worker does that does not hear that it is to leave. */
    private static void awaitDeaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // It does not hear.
            }
        }
    }

    /** A worker that cannot say whom it asks. */
    private static final class Speechless implements Worker {
        @Override
        public Outcome work(Item item, ItemContext context) {
            return Outcome.DONE;
        }

        @Override
        public Optional<String> budgetKey(Item item) {
            throw new IllegalStateException("odd item");
        }
    }
}
