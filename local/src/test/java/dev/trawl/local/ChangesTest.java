package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunView;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import dev.trawl.core.Triggers.Change.Kind;
import dev.trawl.core.port.LedgerStopped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows that change start runs: each change has one, whatever dies. */
@Timeout(120)
final class ChangesTest {
    private static final TableSpec FACTS = new TableSpec(
            "facts",
            List.of("id"),
            List.of(new TableSpec.Column("id", ColumnType.TEXT), new TableSpec.Column("word", ColumnType.TEXT)));

    private final List<Row> rows = new ArrayList<>();
    private final Job writer = TriggerWorld.writing("writer", FACTS, _ -> List.copyOf(rows));

    private TriggerWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new TriggerWorld("2026-11-20T12:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void rows_that_are_new_or_changed_start_one_run_and_those_that_stay_none() throws Exception {
        world.open(writer, hearing(EnumSet.allOf(Kind.class), 10));
        write(fact("a", "one"), fact("b", "one"));
        write(fact("a", "one"), fact("b", "two"));
        write(fact("a", "one"), fact("b", "two"));
        assertThat(told()).containsExactly(List.of("new a", "new b"), List.of("changed b"));
    }

    @Test
    void kinds_that_nobody_asked_for_and_quiet_rows_start_nothing() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 10));
        write(fact("a", "one").quietly());
        write(fact("a", "two"));
        assertThat(told()).isEmpty();
    }

    @Test
    void a_partial_row_leaves_the_other_columns_and_changes_only_by_its_own() throws Exception {
        world.open(writer, hearing(EnumSet.allOf(Kind.class), 10));
        write(fact("a", "one"));
        write(new Row("facts", Map.of("id", "a")).onlyThese());
        assertThat(told()).containsExactly(List.of("new a"));
        assertThat(world.machine()
                        .records()
                        .row(FACTS, List.of("a"))
                        .orElseThrow()
                        .columns())
                .containsEntry("word", "one");
    }

    @Test
    void what_only_updates_a_row_brings_none_back_that_was_deleted() throws Exception {
        world.open(writer, hearing(EnumSet.allOf(Kind.class), 10));
        write(fact("a", "one"));
        write(fact("a", "two").onlyTheseIfThere(), fact("gone", "two").onlyTheseIfThere());
        assertThat(told()).containsExactly(List.of("new a"), List.of("changed a"));
        assertThat(world.machine().records().row(FACTS, List.of("gone"))).isEmpty();
        assertThat(world.machine()
                        .records()
                        .row(FACTS, List.of("a"))
                        .orElseThrow()
                        .columns())
                .containsEntry("word", "two");
    }

    @Test
    void more_changes_than_a_batch_has_start_several_runs() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 3));
        write(IntStream.range(0, 7).mapToObj(n -> fact("f" + n, "one")).toArray(Row[]::new));
        assertThat(told()).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void changes_of_several_commits_are_gathered_for_a_moment() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 10));
        world.machine().tables().put(FACTS, List.of(fact("a", "one")));
        world.go();
        world.clock.move(ChangeFollowers.GATHERING.minusMillis(1));
        world.machine().tables().put(FACTS, List.of(fact("b", "one")));
        world.go();
        assertThat(told()).isEmpty();
        assertThat(world.triggers().wakeAt()).isEqualTo(world.clock.instant().plusMillis(1));
        world.clock.move(Duration.ofMillis(1));
        world.go();
        assertThat(told()).containsExactly(List.of("new a", "new b"));
        assertThat(world.triggers().wakeAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void what_fills_a_batch_waits_for_nothing() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 2));
        world.machine().tables().put(FACTS, List.of(fact("a", "one"), fact("b", "one"), fact("c", "one")));
        world.go();
        assertThat(told()).containsExactly(List.of("new a", "new b"));
        world.triggers().flush();
        world.go();
        assertThat(told()).containsExactly(List.of("new a", "new b"), List.of("new c"));
    }

    @Test
    void rows_that_are_a_body_are_no_more_than_a_body_holds() throws Exception {
        Change all = new Change("facts", Set.of(Kind.NEW), 100, List.of());
        world.open(TriggerWorld.hearingAsBody("hearer", all));
        String large = "x".repeat((int) ChangeFollowers.BODY_BYTES_MAX / 3);
        world.machine()
                .tables()
                .put(
                        FACTS,
                        IntStream.range(0, 5)
                                .mapToObj(n -> fact("f" + n, large))
                                .toList());
        world.settle();
        assertThat(world.runs("hearer").reversed())
                .extracting(run -> run.counts().listed())
                .containsExactly(2L, 2L, 1L);
    }

    @Test
    void a_run_is_given_the_inputs_of_the_one_that_made_the_changes() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 10));
        rows.add(fact("a", "one"));
        ObjectNode given = Json.object().put("shade", "blue");
        var _ = world.triggers().start(Start.of(writer, given));
        world.settle();
        assertThat(new Input(world.runs("hearer").getFirst().input()).text("shade"))
                .contains("blue");
    }

    @Test
    void changes_that_no_run_can_be_started_with_wait_for_one_that_can() throws Exception {
        Job deaf = new Job(
                "hearer",
                "",
                List.of(),
                Job.Rules.DEFAULT,
                List.of(),
                hearing(Set.of(Kind.NEW), 10).parts(),
                Json.of(Json.object()),
                hearing(Set.of(Kind.NEW), 10).triggers());
        world.open(writer, deaf);
        write(fact("a", "one"));
        assertThat(told()).isEmpty();
        assertThat(world.notes).anySatisfy(note -> assertThat(note).contains("wait until a run of hearer"));
        world.change(List.of(writer, hearing(Set.of(Kind.NEW), 10)));
        world.settle();
        assertThat(told()).containsExactly(List.of("new a"));
    }

    @Test
    void changes_that_were_left_over_are_for_those_who_take_them_up() throws Exception {
        world.open(writer, hearing(Set.of(Kind.NEW), 10));
        world.machine().tables().put(FACTS, List.of(fact("a", "one")));
        world.reopen(Triggers.Scope.OWN);
        world.settle();
        assertThat(told()).isEmpty();
        world.reopen(new Triggers.Scope(false, Set.of("hearer")));
        world.settle();
        assertThat(told()).containsExactly(List.of("new a"));
    }

    @Test
    void every_change_has_one_run_with_deaths_at_any_commit() throws Exception {
        Random random = new Random(5);
        Job own = TriggerWorld.writing("writer", FACTS, run -> List.of(fact("f" + run, "one"), fact("g" + run, "one")));
        world.open(own, hearing(Set.of(Kind.NEW), 3));
        for (int n = 0; n < 200; n++) {
            world.database.dieAt(1 + random.nextInt(10), random.nextBoolean());
            try {
                world.start(own);
            } catch (LedgerStopped e) {
                // It may be there or not.
            }
            if (world.dies()) {
                world.reopen(Triggers.Scope.ALL);
            }
        }
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        List<String> there = world.machine().records().rows(FACTS, Map.of(), Optional.empty(), 1_000).items().stream()
                .map(row -> "new " + row.columns().get("id"))
                .toList();
        assertThat(there).hasSize(2 * world.runs("writer").size()).hasSizeGreaterThan(100);
        assertThat(told().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(there);
        assertThat(world.runs()).allMatch(run -> run.phase().closed());
    }

    private static Job hearing(Set<Kind> kinds, int batch) {
        return TriggerWorld.hearing("hearer", new Change("facts", kinds, batch, List.of("shade")));
    }

    private static Row fact(String id, String word) {
        return new Row("facts", Map.of("id", id, "word", word));
    }

    private void write(Row... written) {
        rows.clear();
        rows.addAll(List.of(written));
        world.start(writer);
        world.settle();
    }

    /** What each run was told, oldest first. */
    private List<List<String>> told() {
        return world.runs("hearer").reversed().stream()
                .map(RunView::input)
                .map(input -> input.tree()
                        .path(Change.INPUT)
                        .valueStream()
                        .map(ChangesTest::words)
                        .toList())
                .toList();
    }

    private static String words(JsonNode change) {
        return change.path("kind").asString() + " " + change.at("/key/id").asString();
    }
}
