package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Body;
import dev.trawl.core.Failure;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.Triggers.Finished;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Turn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Topics, and the ends of runs, start runs: each once, whatever dies in between. */
final class TriggersTest {
    private static final Job FIRST = TriggerWorld.job("first", TriggerWorld.one(), none -> none);
    private static final JsonNode MESSAGE = Json.object().put("id", "a");

    private final TriggerWorld world = world();

    private static TriggerWorld world() {
        try {
            return new TriggerWorld("2026-11-21T12:00:00Z");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void end() throws SQLException {
        world.close();
    }

    private static Job after(String name, String job, String when, String... condition) {
        Finished finished =
                new Finished(job, when, condition.length == 0 ? Optional.empty() : Optional.of(condition[0]));
        return TriggerWorld.following(name, TriggerWorld.one(), finished);
    }

    private static Job listener(String name, Job.SourceMaker source) {
        return TriggerWorld.listening(name, source, Optional.of("news"), Optional.empty());
    }

    @Test
    void the_end_of_a_run_starts_the_next_by_how_it_ended_and_by_its_summary() throws Exception {
        world.open(
                FIRST,
                after("then", "first", "succeeded"),
                after("else", "first", "failed"),
                after("always", "first", "any"),
                after("many", "first", "any", "items.done > 1"),
                after("one", "first", "any", "items.done = 1 and state = \"succeeded\""),
                after("last", "then", "any"));
        world.start(FIRST);
        world.settle();
        assertThat(world.runs())
                .extracting(RunView::job)
                .containsExactlyInAnyOrder("first", "then", "always", "one", "last");
        assertThat(world.runs()).allMatch(run -> run.phase().closed());
    }

    @Test
    void the_summary_is_the_body_of_a_job_that_takes_one() throws Exception {
        Job told = TriggerWorld.following("told", new Job.FromBody(), new Finished("first", "any", Optional.empty()));
        world.open(FIRST, told);
        world.start(FIRST);
        world.settle();
        RunView run = world.runs("told").getFirst();
        assertThat(run.counts().done()).isEqualTo(1);
        byte[] summary = world.runs("first").getFirst().summary().orElseThrow().utf8();
        assertThat(run.input().tree().at("/body/bytes").asInt()).isEqualTo(summary.length);
    }

    @Test
    void each_generation_of_a_run_is_told_once() throws Exception {
        boolean[] good = {false};
        Job first = new Job(
                "first",
                "",
                List.of(),
                Job.Rules.DEFAULT,
                List.of(),
                new Job.Parts(
                        TriggerWorld.one(),
                        (_, _) -> (_, _) -> good[0] ? Outcome.DONE : new Outcome.Dead(new Failure("http-404", "gone"))),
                Json.parse("{}"));
        world.open(first, after("then", "first", "any"));
        world.start(first);
        world.settle();
        assertThat(world.runs("then")).hasSize(1);
        good[0] = true;
        var _ = world.machine()
                .turn(
                        world.runs("first").getFirst().id(),
                        new Turn.Redrive(Optional.empty(), List.of(), world.clock.instant()));
        world.settle();
        assertThat(world.runs("then")).hasSize(2);
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(world.runs("then")).hasSize(2);
    }

    @Test
    void every_end_is_told_once_with_deaths_at_any_commit() throws Exception {
        Random random = new Random(3);
        world.open(FIRST, after("then", "first", "any"), after("last", "then", "any"));
        int asked = 0;
        for (int n = 0; n < 300; n++) {
            world.database.dieAt(1 + random.nextInt(12), random.nextBoolean());
            try {
                world.start(FIRST);
                asked++;
            } catch (LedgerStopped e) {
                // It may be there or not.
            }
            if (world.dies()) {
                world.reopen(Triggers.Scope.ALL);
            }
        }
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        int first = world.runs("first").size();
        assertThat(first).isBetween(asked, 300);
        assertThat(world.runs("then")).hasSize(first);
        assertThat(world.runs("last")).hasSize(first);
        assertThat(world.runs()).allMatch(run -> run.phase().closed());
    }

    @Test
    void what_was_left_over_is_for_those_who_serve() throws Exception {
        world.open(FIRST, after("then", "first", "any"));
        world.start(FIRST);
        world.database.dieAt(3, true);
        while (!world.dies()) {
            world.database.dieAt(1, true);
            world.start(FIRST);
        }
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(world.runs("then")).hasSameSizeAs(world.runs("first"));
    }

    @Test
    void a_message_starts_one_run_of_every_job_that_listens() throws Exception {
        world.open(FIRST, listener("body", new Job.FromBody()), listener("other", new Job.FromBody()));
        Started started = world.triggers().publish("news", MESSAGE, Optional.empty());
        assertThat(started.runs()).extracting(RunView::job).containsExactly("body", "other");
        assertThat(started.refused()).isEmpty();
        world.settle();
        assertThat(world.runs()).hasSize(2).allMatch(run -> run.counts().done() == 1);
        assertThat(world.triggers()
                        .publish("nobody-listens", MESSAGE, Optional.empty())
                        .accepted())
                .isEmpty();
    }

    @Test
    void under_a_key_a_message_is_sent_once_and_another_one_is_a_conflict() throws Exception {
        world.open(listener("body", new Job.FromBody()), listener("other", new Job.FromBody()));
        List<RunView> runs =
                world.triggers().publish("news", MESSAGE, Optional.of("k")).runs();
        assertThat(world.triggers().publish("news", MESSAGE, Optional.of("k")).runs())
                .extracting(RunView::id)
                .isEqualTo(runs.stream().map(RunView::id).toList());
        JsonNode another = Json.object().put("id", "b");
        assertThat(world.triggers().publish("news", another, Optional.of("k")).accepted())
                .allMatch(Accepted.Conflict.class::isInstance);
        assertThat(world.runs()).hasSize(2);
    }

    @Test
    void the_fields_of_a_message_are_the_inputs_of_a_job_with_a_source_of_its_own() throws Exception {
        Job inputs = listener("inputs", TriggerWorld.one());
        InputSpec id = new InputSpec("id", new InputType.Text(), Optional.empty(), false, "");
        Job taking = new Job(
                "taking",
                "",
                List.of(id),
                inputs.rules(),
                List.of(),
                inputs.parts(),
                inputs.definition(),
                inputs.triggers());
        world.open(inputs, taking);
        Started started = world.triggers().publish("news", MESSAGE, Optional.empty());
        assertThat(started.runs()).extracting(RunView::job).containsExactly("taking");
        assertThat(started.runs().getFirst().input().tree().get("id").stringValue())
                .isEqualTo("a");
        assertThat(started.refused()).extracting(Started.Refused::job).containsExactly("inputs");
        assertThat(world.notes).anyMatch(note -> note.contains("there is no input id"));
        assertThatThrownBy(() -> world.triggers().publish("news", Json.tree(3), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Send an object");
    }

    @Test
    void a_job_that_publishes_tells_its_topic_of_its_start_and_of_its_end() throws Exception {
        Job source = TriggerWorld.listening("source", TriggerWorld.one(), Optional.of("news"), Optional.of("news"));
        world.open(source, listener("told", new Job.FromBody()));
        world.start(source);
        assertThat(world.runs()).extracting(RunView::job).containsExactlyInAnyOrder("source", "told");
        world.settle();
        assertThat(world.runs("source")).hasSize(1);
        assertThat(world.runs("told")).hasSize(2).allMatch(run -> run.phase().closed());
    }

    @Test
    void under_a_key_a_start_tells_its_topic_once() throws Exception {
        Job source = TriggerWorld.listening("source", new Job.FromBody(), Optional.empty(), Optional.of("news"));
        world.open(source, listener("told", new Job.FromBody()));
        Start start = new Start(source, Json.object(), Optional.of(Body.of(MESSAGE)), Optional.of("k"));
        Accepted first = world.triggers().start(start);
        assertThat(((Accepted.Taken) world.triggers().start(start)).run().id())
                .isEqualTo(((Accepted.Taken) first).run().id());
        assertThat(world.runs("told")).hasSize(1);
        JsonNode another = Json.object().put("id", "b");
        assertThat(world.triggers()
                        .start(new Start(source, Json.object(), Optional.of(Body.of(another)), Optional.of("k"))))
                .isInstanceOf(Accepted.Conflict.class);
        assertThat(world.runs()).hasSize(2);
    }
}
