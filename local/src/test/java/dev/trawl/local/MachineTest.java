package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Failure;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Source;
import dev.trawl.core.Start;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A machine works runs: seen through its public door, on a real folder. */
@Timeout(20)
final class MachineTest {
    @TempDir
    private Path data;

    private final TestMachines machines = new TestMachines();

    @AfterEach
    void give_back() {
        machines.close();
    }

    @Test
    void every_item_is_done_and_counted_once() throws Exception {
        Machine machine = machines.open(data);
        RunView run = machines.finish(SampleJob.of(new NumberSource(2_500, 100), (_, _) -> Outcome.DONE));

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        JsonNode summary = machine.document(run.id());
        assertThat(summary.get("items").toString())
                .isEqualTo("{\"listed\":2500,\"done\":2500,\"dead\":0,\"cancelled\":0}");
    }

    @Test
    void rows_commit_with_their_outcome() throws Exception {
        Machine machine = machines.open(data);
        RunView run = machines.finish(SampleJob.of(new NumberSource(50, 7), (item, context) -> {
            context.row(
                    "results",
                    Map.of("item", item.key(), "value", item.value().tree().asLong(), "fine", true));
            return Outcome.DONE;
        }));

        assertThat(machine.records()
                        .rows(SampleJob.RESULTS, Map.of(), Optional.empty(), 100)
                        .items())
                .hasSize(50);
        assertThat(machine.document(run.id()).at("/rows/results").asLong()).isEqualTo(50);
    }

    @Test
    void an_item_that_fails_for_now_is_tried_again_and_one_that_always_fails_ends_dead() throws Exception {
        Machine machine = machines.open(data);
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        Worker worker = (item, _) -> {
            int attempt =
                    tries.computeIfAbsent(item.key(), _ -> new AtomicInteger()).incrementAndGet();
            boolean fails = item.key().equals("3") || (item.key().equals("5") && attempt < 3);
            return fails ? new Outcome.Retry(new Failure("http-503", "busy"), Duration.ZERO) : Outcome.DONE;
        };
        RunView run =
                machines.finish(SampleJob.of("sample", quick(4, Tolerance.ANY), new NumberSource(10, 10), worker));

        assertThat(tries.get("3")).hasValue(4);
        assertThat(tries.get("5")).hasValue(3);
        assertThat(tries.get("7")).hasValue(1);
        assertThat(machine.records().dead(run.id(), Optional.empty(), 10).items())
                .containsExactly(new Records.DeadItem("3", new Failure("http-503", "busy"), 4));
        assertThat(machine.document(run.id()).at("/reasons/http-503").asLong()).isEqualTo(1);
    }

    @Test
    void a_kept_step_is_not_run_again_at_the_next_attempt() throws Exception {
        machines.open(data);
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger attempts = new AtomicInteger();
        Worker worker = (_, context) -> {
            Json kept = context.once("fetch", () -> Json.parse(Integer.toString(steps.incrementAndGet())));
            assertThat(kept.toString()).isEqualTo("1");
            return attempts.incrementAndGet() < 3
                    ? new Outcome.Retry(new Failure("reset", ""), Duration.ZERO)
                    : Outcome.DONE;
        };
        machines.finish(SampleJob.of("sample", quick(4, Tolerance.ANY), new NumberSource(1, 1), worker));

        assertThat(steps).hasValue(1);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void emitted_items_join_their_run_and_keys_it_has_seen_are_dropped() throws Exception {
        Machine machine = machines.open(data);
        Worker worker = (item, context) -> {
            long number = item.value().tree().asLong();
            if (number < 100) {
                context.emit(NumberSource.item(2 * number + 1));
                context.emit(NumberSource.item(2 * number + 2));
                context.emit(NumberSource.item(0));
            }
            return Outcome.DONE;
        };
        Job job = SampleJob.of("sample", quick(1, Tolerance.ANY), notDistinct(new NumberSource(1, 1)), worker);
        RunView run = machines.finish(job);

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(machine.document(run.id()).at("/items/done").asLong()).isEqualTo(201);
    }

    @Test
    void a_run_fails_early_when_more_items_die_than_it_tolerates() throws Exception {
        Machine machine = machines.open(data);
        Worker worker = (_, _) -> Outcome.dead("http-404", "gone");
        RunView run = machines.finish(
                SampleJob.of("sample", quick(1, new Tolerance.Items(10)), new NumberSource(100_000, 100), worker));

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().message()).contains("more than the 10 items");
        JsonNode items = machine.document(run.id()).get("items");
        assertThat(items.get("dead").asLong()).isGreaterThan(10);
        assertThat(items.get("dead").asLong() + items.get("cancelled").asLong())
                .isEqualTo(items.get("listed").asLong());
    }

    @Test
    void a_cancelled_run_counts_what_had_not_ended_as_cancelled() throws Exception {
        Machine machine = machines.open(data);
        CountDownLatch begun = new CountDownLatch(1);
        Worker worker = (item, _) -> {
            if (item.key().equals("0")) {
                begun.countDown();
            }
            new CountDownLatch(1).await();
            return Outcome.DONE;
        };
        RunId run = machines.start(SampleJob.of(new NumberSource(1_000, 100), worker));
        begun.await();
        machine.turn(run, new Turn.Cancel());

        assertThat(machine.await(run).state()).isEqualTo(RunState.CANCELLED);
        JsonNode items = machine.document(run).get("items");
        assertThat(items.get("cancelled").asLong())
                .isEqualTo(items.get("listed").asLong());
    }

    @Test
    void a_worker_that_says_it_was_interrupted_and_was_not_is_tried_again() throws Exception {
        machines.open(data);
        AtomicInteger tries = new AtomicInteger();
        Worker worker = (_, _) -> {
            if (tries.incrementAndGet() == 1) {
                throw new InterruptedException("for no reason");
            }
            return Outcome.DONE;
        };
        RunView run = machines.finish(SampleJob.of(new NumberSource(1, 1), worker));
        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_paused_run_starts_nothing_and_goes_on_when_resumed() throws Exception {
        Machine machine = machines.open(data);
        AtomicInteger worked = new AtomicInteger();
        CountDownLatch paused = new CountDownLatch(1);
        Worker worker = (_, _) -> {
            worked.incrementAndGet();
            paused.await();
            return Outcome.DONE;
        };
        RunId run = machines.start(SampleJob.of("sample", rules(3), new NumberSource(100, 10), worker));
        machines.until(() -> worked.get() == 3);
        machine.turn(run, new Turn.Pause());
        paused.countDown();

        assertThat(machine.await(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(worked).hasValue(3);
        machine.turn(run, new Turn.Resume());
        assertThat(machine.await(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(worked).hasValue(100);
    }

    @Test
    void whoever_waits_or_reads_hears_that_the_machine_was_closed() throws Exception {
        Machine machine = machines.open(data);
        CountDownLatch never = new CountDownLatch(1);
        RunId run = machines.start(SampleJob.of(new NumberSource(10, 10), (_, _) -> {
            never.await();
            return Outcome.DONE;
        }));
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                machine.await(run);
                waiting.complete(null);
            } catch (Exception e) {
                waiting.completeExceptionally(e);
            }
        });
        machines.close();

        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOf(LedgerStopped.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> machine.records().run(run))
                .isInstanceOf(LedgerStopped.class)
                .hasMessageContaining("What was committed is kept");
    }

    @Test
    void a_redrive_works_dead_items_again_as_the_next_generation() throws Exception {
        Machine machine = machines.open(data);
        AtomicInteger mended = new AtomicInteger();
        Worker worker = (item, _) -> {
            boolean odd = item.value().tree().asLong() % 2 == 1;
            return odd && mended.get() == 0 ? Outcome.dead("http-404", "gone") : Outcome.DONE;
        };
        RunView run = machines.finish(SampleJob.of(new NumberSource(10, 10), worker));
        assertThat(machine.document(run.id()).at("/items/dead").asLong()).isEqualTo(5);
        mended.set(1);

        machine.turn(run.id(), new Turn.Redrive(Optional.empty(), List.of("3"), Instant.EPOCH));
        assertThat(machine.await(run.id()).generation()).isEqualTo(2);
        assertThat(machine.document(run.id()).at("/items/dead").asLong()).isEqualTo(4);

        machine.turn(run.id(), new Turn.Redrive(Optional.of("http-404"), List.of(), Instant.EPOCH));
        assertThat(machine.await(run.id()).generation()).isEqualTo(3);
        assertThat(machine.document(run.id()).get("items").toString())
                .isEqualTo("{\"listed\":10,\"done\":10,\"dead\":0,\"cancelled\":0}");
        assertThat(machine.turn(run.id(), new Turn.Redrive(Optional.empty(), List.of(), Instant.EPOCH)))
                .isInstanceOf(Turned.Refused.class);
    }

    @Test
    void a_limit_that_is_changed_holds_at_once() throws Exception {
        Machine machine = machines.open(data);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Worker worker = (_, _) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            go.await();
            atOnce.decrementAndGet();
            return Outcome.DONE;
        };
        RunId run = machines.start(SampleJob.of("sample", rules(2), new NumberSource(60, 60), worker));
        machines.until(() -> atOnce.get() == 2);
        machine.turn(run, new Turn.Concurrency(20));
        machines.until(() -> atOnce.get() == 20);
        go.countDown();

        assertThat(machine.await(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(most).hasValue(20);
    }

    @Test
    void what_a_process_left_open_is_gone_on_with_by_the_next() throws Exception {
        Map<String, AtomicInteger> worked = new ConcurrentHashMap<>();
        CountDownLatch half = new CountDownLatch(50);
        Worker worker = (item, _) -> {
            if (half.getCount() == 0 && machines.first()) {
                new CountDownLatch(1).await();
            }
            worked.computeIfAbsent(item.key(), _ -> new AtomicInteger()).incrementAndGet();
            half.countDown();
            return Outcome.DONE;
        };
        machines.open(data);
        RunId run = machines.start(SampleJob.of("sample", rules(5), new NumberSource(200, 30), worker));
        half.await();
        machines.drain(Duration.ofMillis(1));

        Machine next = machines.open(data);
        next.takeUp(run);
        assertThat(next.await(run).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(next.document(run).at("/items/done").asLong()).isEqualTo(200);
        assertThat(worked).hasSize(200);
    }

    @Test
    void the_same_cause_is_the_same_run() throws Exception {
        Machine machine = machines.open(data);
        Job job = SampleJob.of(new NumberSource(3, 3), (_, _) -> Outcome.DONE);
        Accepted first =
                machine.start(new Start(machines.know(job), Json.object(), Optional.empty(), Optional.of("tick-1")));
        Accepted second = machine.start(new Start(job, Json.object(), Optional.empty(), Optional.of("tick-1")));

        assertThat(((Accepted.Taken) second).run().id())
                .isEqualTo(((Accepted.Taken) first).run().id());
        assertThat(((Accepted.Taken) second).created()).isFalse();
        machine.await(((Accepted.Taken) first).run().id());
    }

    @Test
    void a_source_that_repeats_its_token_fails_the_run_and_what_was_listed_is_worked() throws Exception {
        Machine machine = machines.open(data);
        RunView run = machines.finish(SampleJob.of(
                (token, _) ->
                        new Listing.Page(List.of(NumberSource.item(token.isPresent() ? 1 : 0)), Optional.of("again")),
                (_, _) -> Outcome.DONE));

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().orElseThrow().reason()).isEqualTo("repeated-token");
        assertThat(machine.document(run.id()).at("/items/done").asLong()).isEqualTo(2);
    }

    private static Source notDistinct(NumberSource source) {
        return (token, context) -> source.page(token, context);
    }

    private static Job.Rules rules(int concurrency) {
        return new Job.Rules(Limits.DEFAULT.withConcurrency(concurrency), Retry.DEFAULT, Tolerance.ANY, ChunkSize.AUTO);
    }

    static Job.Rules quick(int attempts, Tolerance tolerance) {
        Retry retry = Retry.backoff(attempts, Duration.ofMillis(1), Duration.ofMillis(2));
        return new Job.Rules(Limits.DEFAULT, retry, tolerance, ChunkSize.AUTO);
    }
}
