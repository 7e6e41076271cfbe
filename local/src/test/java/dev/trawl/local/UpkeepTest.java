package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Start;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import dev.trawl.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who makes room, and when. */
@Timeout(20)
final class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path data;

    @Test
    void a_machine_that_opens_removes_what_was_kept_long_enough() throws Exception {
        SettableClock clock = new SettableClock(NOW);
        Job job = SampleJob.of(new NumberSource(2_500, 100), (_, _) -> Outcome.DONE);
        RunView run;
        try (Machine machine = open(job, clock)) {
            Accepted accepted = machine.start(Start.of(job, Json.object()));
            run = machine.await(((Accepted.Taken) accepted).run().id());
        }
        clock.move(Job.Rules.KEEP.minusSeconds(1));
        try (Machine machine = open(job, clock)) {
            assertThat(machine.records().run(run.id())).isPresent();
        }
        clock.move(Duration.ofSeconds(1));
        try (Machine machine = open(job, clock)) {
            while (machine.records().run(run.id()).isPresent()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void who_only_reads_removes_nothing() throws Exception {
        SettableClock clock = new SettableClock(NOW);
        Job job = SampleJob.of(new NumberSource(10, 10), (_, _) -> Outcome.DONE);
        RunView run;
        try (Machine machine = open(job, clock)) {
            run = machine.await(((Accepted.Taken) machine.start(Start.of(job, Json.object())))
                    .run()
                    .id());
        }
        clock.move(Job.Rules.KEEP.multipliedBy(2));
        try (Archive archive = Archive.open(data).orElseThrow()) {
            assertThat(archive.document(run.id(), clock, Prices.STANDARD)
                            .tree()
                            .get("state")
                            .stringValue())
                    .isEqualTo("succeeded");
        }
    }

    @Test
    void piece_after_piece_is_done_until_nothing_is_left() throws Exception {
        AtomicInteger pieces = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(5);
        Upkeep upkeep = new Upkeep(
                now -> {
                    assertThat(now).isEqualTo(NOW);
                    all.countDown();
                    return CompletableFuture.completedFuture(pieces.incrementAndGet() < 5);
                },
                new SettableClock(NOW));
        upkeep.start();
        assertThat(all.await(5, TimeUnit.SECONDS)).isTrue();
        upkeep.close();
        assertThat(pieces).hasValue(5);
    }

    @Test
    void it_ends_between_two_pieces_when_the_machine_leaves() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        Upkeep upkeep = new Upkeep(
                _ -> {
                    begun.countDown();
                    return CompletableFuture.completedFuture(true);
                },
                new SettableClock(NOW));
        upkeep.start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        upkeep.close();
    }

    @Test
    void it_ends_when_the_ledger_takes_no_more_changes() {
        Upkeep upkeep = new Upkeep(
                _ -> CompletableFuture.failedFuture(new LedgerStopped("full", new IllegalStateException("full"))),
                new SettableClock(NOW));
        upkeep.start();
        upkeep.close();
    }

    private Machine open(Job job, SettableClock clock) {
        return Machine.open(data, new Wiring((_, _) -> job, (_, _) -> new Services(Map.of()), clock, new Random(7)));
    }
}
