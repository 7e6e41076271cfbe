package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunView;
import dev.trawl.core.Worker;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Turn;
import dev.trawl.testkit.NumberSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A topic is told of each outcome of a job's runs: each once, whatever dies. */
@Timeout(120)
final class OutcomesTest {
    private final List<JsonNode> heard = new ArrayList<>();
    private final Job hearer = hearer("hearer");

    private TriggerWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new TriggerWorld("2026-11-22T12:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void the_topic_is_told_what_became_of_an_item_with_its_value() throws Exception {
        Job teller = teller((_, _) -> new Outcome.Done(Optional.of(Json.parse("{\"price\":5}"))));
        world.open(teller, hearer);
        world.start(teller);
        world.settle();
        assertThat(heard).hasSize(1);
        JsonNode told = heard.getFirst();
        assertThat(told.path("run").asString())
                .isEqualTo(world.runs("teller").getFirst().id().text());
        assertThat(told.path("job").asString()).isEqualTo("teller");
        assertThat(told.path("key").asString()).isNotEmpty();
        assertThat(told.path("state").asString()).isEqualTo("done");
        assertThat(told.at("/result/price").asInt()).isEqualTo(5);
        assertThat(told.has("value")).isTrue();
    }

    @Test
    void a_dead_item_is_told_with_its_reason_and_again_when_it_was_redriven() throws Exception {
        boolean[] good = {false};
        Job teller = teller((_, _) -> good[0] ? Outcome.DONE : new Outcome.Dead(new Failure("http-404", "gone")));
        world.open(teller, hearer);
        world.start(teller);
        world.settle();
        good[0] = true;
        RunView run = world.runs("teller").getFirst();
        var _ = world.machine().turn(run.id(), new Turn.Redrive(Optional.empty(), List.of(), world.clock.instant()));
        world.settle();
        assertThat(heard).extracting(told -> told.path("state").asString()).containsExactly("dead", "done");
        assertThat(heard.getFirst().path("reason").asString()).isEqualTo("http-404");
    }

    @Test
    void a_job_that_listens_to_its_own_topic_hears_nothing_of_itself() throws Exception {
        Job teller = teller((_, _) -> Outcome.DONE);
        Job own = new Job(
                "own",
                "",
                List.of(),
                Job.Rules.DEFAULT,
                List.of(),
                hearer.parts(),
                hearer.definition(),
                new dev.trawl.core.Triggers(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("outcomes"),
                        Optional.empty(),
                        Optional.empty(),
                        teller.triggers().publish()));
        world.open(teller, own);
        world.start(teller);
        world.settle();
        assertThat(world.runs("own")).hasSize(1);
    }

    @Test
    void as_many_outcomes_start_a_run_as_a_body_has_room_for() throws Exception {
        String large = "x".repeat(Outcome.Done.RESULT_BYTES_MAX - 100);
        Job one = teller(
                (_, _) -> new Outcome.Done(Optional.of(Json.of(Json.object().put("large", large)))));
        Job teller = new Job(
                one.name(),
                "",
                List.of(),
                one.rules(),
                List.of(),
                new Job.Parts((_, _) -> new NumberSource(40, 40), one.parts().work()),
                one.definition(),
                one.triggers());
        world.open(teller, hearer);
        world.start(teller);
        world.settle();
        assertThat(heard).hasSize(40);
        assertThat(world.runs("hearer")).hasSize(2);
    }

    @Test
    void nothing_is_kept_where_nobody_listens() throws Exception {
        Job teller = teller((_, _) -> Outcome.DONE);
        world.open(teller);
        world.start(teller);
        world.settle();
        world.change(List.of(teller, hearer));
        world.settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void every_outcome_has_one_run_with_deaths_at_any_commit() throws Exception {
        Random random = new Random(7);
        Job teller = teller((_, _) -> Outcome.DONE);
        world.open(teller, hearer);
        for (int n = 0; n < 200; n++) {
            world.database.dieAt(1 + random.nextInt(10), random.nextBoolean());
            try {
                world.start(teller);
            } catch (LedgerStopped e) {
                // It may be there or not.
            }
            if (world.dies()) {
                world.reopen(Triggers.Scope.ALL);
            }
        }
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(world.runs("teller")).hasSizeGreaterThan(100);
        assertThat(world.runs("hearer").stream()
                        .mapToLong(run -> run.counts().done())
                        .sum())
                .isEqualTo(world.runs("teller").size());
        // A worker may be asked twice, so what it heard is compared as a set.
        assertThat(heard.stream().map(told -> told.path("run").asString()).distinct())
                .containsExactlyInAnyOrderElementsOf(world.runs("teller").stream()
                        .map(run -> run.id().text())
                        .toList());
    }

    private static Job teller(Worker worker) {
        return TriggerWorld.telling("teller", "outcomes", worker);
    }

    private Job hearer(String name) {
        Job job = TriggerWorld.listening(name, new Job.FromBody(), Optional.of("outcomes"), Optional.empty());
        Worker worker = (item, _) -> {
            heard.add(item.value().tree());
            return Outcome.DONE;
        };
        return new Job(
                name,
                "",
                List.of(),
                job.rules(),
                job.tables(),
                new Job.Parts(job.parts().source(), (_, _) -> worker),
                job.definition(),
                job.triggers());
    }
}
