package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TurningCommandsTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    @Test
    void dead_items_are_worked_again_and_the_new_summary_is_printed() {
        String run = desk.trawl("run", "fates", "dead=2", "--json")
                .document()
                .get("run")
                .stringValue();
        desk.healed = true;
        Desk.Answer answer = desk.trawl("redrive", run, "--reason", "http-404", "--json");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.document().get("items")).hasToString("{\"listed\":3,\"done\":3,\"dead\":0,\"cancelled\":0}");
        assertThat(desk.trawl("dead", run).out()).isEmpty();
    }

    @Test
    void a_run_that_is_over_cannot_be_cancelled() {
        String run = desk.trawl("run", "fates", "--json").document().get("run").stringValue();
        Desk.Answer answer = desk.trawl("cancel", run);
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).contains("Run " + run + " stays as it is");
    }

    @Test
    void what_is_asked_reaches_the_process_that_works_the_run() throws Exception {
        desk.gated = true;
        try (var executor = Executors.newSingleThreadExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates", "--json", "--quiet"), executor);
            assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
            String run = desk.trawl("runs", "--format", "jsonl")
                    .lines()
                    .getFirst()
                    .get("run")
                    .stringValue();
            Desk.Answer limits = desk.trawl("limits", run, "concurrency=7");
            assertThat(limits.status()).as(limits.err()).isZero();
            assertThat(limits.out()).isEqualTo("Run " + run + " is working, and has concurrency=7\n");
            assertThat(desk.trawl("pause", run, "--json")
                            .document()
                            .get("state")
                            .stringValue())
                    .isEqualTo("paused");
            assertThat(desk.trawl("show", run, "--json")
                            .document()
                            .get("finished")
                            .isNull())
                    .isTrue();
            Desk.Answer cancel = desk.trawl("cancel", run);
            assertThat(cancel.status()).as(cancel.err()).isZero();
            desk.gate.countDown();
            Desk.Answer ended = first.get(30, TimeUnit.SECONDS);
            assertThat(ended.status()).isEqualTo(ExitStatus.SHORT);
            assertThat(ended.document().get("state").stringValue()).isEqualTo("cancelled");
        }
    }

    @Test
    void a_run_that_nobody_works_is_cancelled_with_the_status_of_one_that_somebody_works() throws Exception {
        desk.gated = true;
        try (var executor = Executors.newSingleThreadExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates", "--quiet"), executor);
            assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.farewell.orElseThrow().getAsInt()).isEqualTo(ExitStatus.INTERRUPTED);
            desk.gate.countDown();
            Desk.Answer left = first.get(30, TimeUnit.SECONDS);
            assertThat(left)
                    .as("what still waited ends without a word")
                    .isEqualTo(new Desk.Answer(130, "", left.err()));
            assertThat(left.err()).startsWith("Interrupted. Nothing is lost;").hasLineCount(1);
            String run = desk.trawl("runs", "--format", "jsonl")
                    .lines()
                    .getFirst()
                    .get("run")
                    .stringValue();
            assertThat(desk.trawl("cancel", run)).isEqualTo(new Desk.Answer(0, "Run " + run + " is cancelled\n", ""));
        }
    }

    @Test
    void serve_takes_up_interrupted_runs_until_it_is_asked_to_leave() throws Exception {
        desk.gated = true;
        try (var executor = Executors.newFixedThreadPool(2)) {
            var first = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates", "--quiet"), executor);
            assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.farewell.orElseThrow().getAsInt()).isEqualTo(ExitStatus.INTERRUPTED);
            desk.gate.countDown();
            String run = desk.trawl("runs", "--format", "jsonl")
                    .lines()
                    .getFirst()
                    .get("run")
                    .stringValue();
            var serving = CompletableFuture.supplyAsync(() -> desk.trawl("serve", "--port", "0"), executor);
            while (!desk.trawl("show", run, "--json")
                    .document()
                    .get("state")
                    .stringValue()
                    .equals("succeeded")) {
                Thread.onSpinWait();
            }
            assertThat(desk.farewell.orElseThrow().getAsInt()).isZero();
            Desk.Answer served = serving.get(30, TimeUnit.SECONDS);
            assertThat(served.status()).isZero();
            assertThat(served.err()).contains("1 interrupted runs go on");
            first.cancel(true);
            executor.shutdownNow();
        }
    }
}
