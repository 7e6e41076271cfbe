package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class RunCommandTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void sit() throws IOException {
        desk = new Desk(folder);
    }

    @Test
    void a_run_that_succeeds_prints_one_document_and_exits_0() {
        Desk.Answer answer = desk.trawl("run", "fates", "items=5", "--json");
        assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.out().lines()).hasSize(1);
        JsonNode document = answer.document();
        assertThat(document.get("state").stringValue()).isEqualTo("succeeded");
        assertThat(document.get("items")).hasToString("{\"listed\":5,\"done\":5,\"dead\":0,\"cancelled\":0}");
        assertThat(document.get("rows")).hasToString("{\"seen\":5}");
    }

    @Test
    void a_run_with_dead_items_exits_1_and_says_what_to_do() {
        Desk.Answer answer = desk.trawl("run", "fates", "dead=2");
        assertThat(answer.status()).isEqualTo(ExitStatus.SHORT);
        assertThat(answer.out()).contains("succeeded").contains("listed 3").contains("http-404 2");
        assertThat(answer.err()).contains("2 items are dead; trawl dead ");
    }

    @Test
    void the_runs_that_it_triggers_are_worked_too_and_a_dead_item_of_any_makes_it_1() throws IOException {
        follower("good", "items.done = 3", 0);
        Desk.Answer good = desk.trawl("run", "fates", "--json");
        assertThat(good.status()).as(good.err()).isEqualTo(ExitStatus.GOOD);
        assertThat(good.document().get("job").stringValue()).isEqualTo("fates");
        assertThat(states("good")).containsExactly("succeeded");

        follower("bad", "state = \"succeeded\"", 1);
        Desk.Answer bad = desk.trawl("run", "fates", "items=1", "--json");
        assertThat(bad.status()).isEqualTo(ExitStatus.SHORT);
        assertThat(bad.document().get("state").stringValue()).isEqualTo("succeeded");
        assertThat(states("bad")).containsExactly("succeeded");
        assertThat(states("good")).hasSize(1);
    }

    @Test
    void without_waiting_it_triggers_nothing() throws IOException {
        follower("good", "items.done = 3", 0);
        assertThat(desk.trawl("run", "fates", "--no-wait").status()).isEqualTo(ExitStatus.GOOD);
        assertThat(states("good")).isEmpty();
    }

    private void follower(String name, String condition, int dead) throws IOException {
        Files.writeString(
                folder.resolve("jobs/" + name + ".yaml"),
                """
                job: NAME
                on: {finished: {job: fates, if: 'CONDITION'}}
                source: {numbers: {items: 2}}
                work: {fates: {dead: DEAD}}
                tables: {seen: {key: key, columns: {key: text, number: integer, note: text}}}
                """.replace("NAME", name).replace("CONDITION", condition).replace("DEAD", "" + dead));
    }

    private List<String> states(String job) {
        return desk.trawl("runs", "--format", "jsonl").lines().stream()
                .filter(run -> run.get("job").stringValue().equals(job))
                .map(run -> run.get("state").stringValue())
                .toList();
    }

    @Test
    void a_value_can_come_from_a_file_or_from_standard_input() throws IOException {
        Path file = Files.writeString(folder.resolve("note.txt"), "from a file\n");
        desk.trawl("run", "fates", "items=1", "note=@" + file);
        assertThat(desk.trawl("rows", "seen", "--format", "jsonl")
                        .lines()
                        .getFirst()
                        .get("note")
                        .stringValue())
                .isEqualTo("from a file");
        desk.standardInput = "from a pipe\r\n";
        desk.trawl("run", "fates", "items=1", "note=@-");
        assertThat(desk.trawl("rows", "seen", "--format", "jsonl")
                        .lines()
                        .getFirst()
                        .get("note")
                        .stringValue())
                .isEqualTo("from a pipe");
    }

    @Test
    void the_help_of_a_job_lists_its_inputs_and_those_of_every_job() {
        Desk.Answer answer = desk.trawl("run", "fates", "--help");
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("items            a whole number from 1 to 5000 (standard: 3): How many.")
                .contains("per_host")
                .contains("Examples:");
    }

    @Test
    void a_second_run_of_a_held_folder_exits_3_and_names_the_holder() throws Exception {
        desk.gated = true;
        try (var executor = Executors.newSingleThreadExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates"), executor);
            assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
            Desk.Answer second = desk.trawl("run", "fates");
            assertThat(second.status()).isEqualTo(ExitStatus.ENVIRONMENT);
            assertThat(second.err())
                    .contains("in use")
                    .contains(String.valueOf(ProcessHandle.current().pid()));
            assertThat(second.err().lines()).hasSizeLessThanOrEqualTo(Complaints.LINES_MAX);
            desk.gate.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isZero();
        }
    }

    @Test
    void an_interrupted_run_waits_and_goes_on_to_its_end() throws Exception {
        desk.gated = true;
        try (var executor = Executors.newSingleThreadExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> desk.trawl("run", "fates", "--quiet"), executor);
            assertThat(desk.reached.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.farewell.orElseThrow().getAsInt()).isEqualTo(ExitStatus.INTERRUPTED);
            String run = desk.trawl("runs", "--format", "jsonl")
                    .lines()
                    .getFirst()
                    .get("run")
                    .stringValue();
            desk.gated = false;
            desk.gate.countDown();
            Desk.Answer other = desk.trawl("run", "fates", "items=1");
            assertThat(other.err()).contains("Interrupted runs wait: " + run);
            Desk.Answer resumed = desk.trawl("run", "--resume", run, "--json");
            assertThat(resumed.status()).as(resumed.err()).isZero();
            assertThat(resumed.document().get("items").get("done").longValue()).isEqualTo(3);
            assertThat(desk.trawl("run", "--resume", run, "--json").out()).isEqualTo(resumed.out());
            first.cancel(true);
            executor.shutdownNow();
        }
    }

    @Test
    void a_folder_that_is_a_file_exits_3_and_is_left_alone() throws IOException {
        Files.writeString(desk.data(), "not a folder");
        Desk.Answer answer = desk.trawl("run", "fates");
        assertThat(answer.status()).isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(answer.err()).contains(desk.data().toString()).doesNotContain("\tat ");
        assertThat(desk.data()).hasContent("not a folder");
    }
}
