package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Listing;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import dev.trawl.core.trigger.Schedule;
import dev.trawl.local.sqlite.InstantRows;
import dev.trawl.local.sqlite.InstantRows.State;
import dev.trawl.testkit.NumberSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scheduled instant has one entry, in simulated time: started, skipped or missed. */
final class SchedulesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String EVERY_SECOND = "\"every 1s\"";

    private TriggerWorld world = world("2026-11-21T12:00:00.500Z");

    private static TriggerWorld world(String now) {
        try {
            return new TriggerWorld(now);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void begin() throws SQLException {
        world.close();
        world = world("2026-11-21T12:00:00.500Z");
    }

    @AfterEach
    void end() throws SQLException {
        world.close();
    }

    @Test
    void a_job_that_is_new_begins_now_and_starts_a_run_at_every_instant() throws Exception {
        world.open(TriggerWorld.ticking("tick", EVERY_SECOND));
        world.settle();
        assertThat(world.told("tick")).isEmpty();
        world.pass(SECOND.multipliedBy(3), SECOND);
        assertThat(world.told("tick")).containsExactly("12:00:01 started", "12:00:02 started", "12:00:03 started");
        assertThat(world.runs("tick")).hasSize(3).allMatch(run -> run.state() == RunState.SUCCEEDED);
        assertThat(world.triggers().wakeAt()).isEqualTo(Instant.parse("2026-11-21T12:00:04Z"));
    }

    @Test
    void what_came_while_nobody_was_there_is_missed() throws Exception {
        world.open(TriggerWorld.ticking("tick", EVERY_SECOND));
        world.pass(SECOND, SECOND);
        world.clock.move(Duration.ofSeconds(3));
        world.reopen(Triggers.Scope.ALL);
        world.pass(SECOND, SECOND);
        assertThat(world.told("tick"))
                .containsExactly(
                        "12:00:01 started",
                        "12:00:02 missed",
                        "12:00:03 missed",
                        "12:00:04 missed",
                        "12:00:05 started");
    }

    @Test
    void of_what_was_missed_the_newest_is_made_up_for_where_the_job_says_once() throws Exception {
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"every 1s\", \"misfire\": \"once\"}"));
        world.clock.move(Duration.ofSeconds(3));
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(world.told("tick")).containsExactly("12:00:01 missed", "12:00:02 missed", "12:00:03 started");
    }

    @Test
    void where_nothing_is_to_be_done_the_instant_is_skipped_and_there_is_no_run() throws Exception {
        AtomicBoolean idle = new AtomicBoolean(true);
        Source one = new NumberSource(1, 1);
        Source source = new Source() {
            @Override
            public Listing page(Optional<String> token, SourceContext context) throws Exception {
                return one.page(token, context);
            }

            @Override
            public boolean idle() {
                return idle.get();
            }
        };
        world.open(TriggerWorld.ticking("tick", (_, _) -> source, EVERY_SECOND));
        world.pass(SECOND, SECOND);
        idle.set(false);
        world.pass(SECOND, SECOND);
        assertThat(world.told("tick")).containsExactly("12:00:01 skipped", "12:00:02 started");
        assertThat(world.runs("tick")).hasSize(1);
    }

    @Test
    void a_job_that_asks_which_instant_it_is_is_told() throws Exception {
        Job silent = TriggerWorld.ticking("tick", EVERY_SECOND);
        InputSpec instant = new InputSpec("instant", new InputType.Text(), Optional.empty(), true, "Which it is.");
        world.open(new Job(
                silent.name(),
                silent.about(),
                List.of(instant),
                silent.rules(),
                silent.tables(),
                silent.parts(),
                silent.definition(),
                silent.triggers()));
        world.pass(SECOND, SECOND);
        assertThat(world.runs("tick"))
                .singleElement()
                .satisfies(run -> assertThat(run.input()).hasToString("{\"instant\":\"2026-11-21T12:00:01Z\"}"));
    }

    @Test
    void while_a_run_goes_on_instants_are_skipped() throws Exception {
        world.open(TriggerWorld.ticking("tick", EVERY_SECOND));
        world.work(false);
        world.pass(Duration.ofSeconds(3), SECOND);
        world.work(true);
        world.settle();
        world.pass(SECOND, SECOND);
        assertThat(world.told("tick"))
                .containsExactly("12:00:01 started", "12:00:02 skipped", "12:00:03 skipped", "12:00:04 started");
    }

    @Test
    void or_wait_for_its_end_in_order_over_restarts_where_the_job_says_queue() throws Exception {
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"every 1s\", \"overlap\": \"queue\"}"));
        world.work(false);
        world.pass(Duration.ofSeconds(3), SECOND);
        assertThat(world.told("tick")).containsExactly("12:00:01 started");
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(world.told("tick")).containsExactly("12:00:01 started");
        world.work(true);
        world.settle();
        assertThat(world.told("tick")).containsExactly("12:00:01 started", "12:00:02 started", "12:00:03 started");
        assertThat(world.runs("tick")).hasSize(3).allMatch(run -> run.state() == RunState.SUCCEEDED);
    }

    @Test
    void no_more_than_a_hundred_wait() throws Exception {
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"every 1s\", \"overlap\": \"queue\"}"));
        world.work(false);
        world.pass(Duration.ofSeconds(Scheduler.QUEUE_MAX + 3), SECOND);
        assertThat(world.told("tick")).containsExactly("12:00:01 started", "12:01:42 skipped", "12:01:43 skipped");
    }

    @Test
    void or_take_its_place_where_the_job_says_replace() throws Exception {
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"every 1s\", \"overlap\": \"replace\"}"));
        world.work(false);
        world.pass(Duration.ofSeconds(2), SECOND);
        world.work(true);
        world.settle();
        assertThat(world.told("tick")).containsExactly("12:00:01 started", "12:00:02 started");
        assertThat(world.runs("tick")).extracting(run -> run.state().word()).containsExactly("succeeded", "cancelled");
    }

    @Test
    void a_run_that_cannot_be_started_is_skipped() throws Exception {
        world.open(TriggerWorld.job(
                "tick",
                (_, _) -> {
                    throw new IllegalArgumentException("no such list");
                },
                none -> TriggerWorld.ticking("tick", EVERY_SECOND).triggers()));
        world.pass(Duration.ofSeconds(2), SECOND);
        assertThat(world.told("tick")).containsExactly("12:00:01 skipped", "12:00:02 skipped");
        assertThat(world.notes).anyMatch(note -> note.contains("no such list"));
    }

    @Test
    void a_schedule_that_changes_leaves_no_gap_and_doubles_nothing() throws Exception {
        world.open(TriggerWorld.ticking("tick", EVERY_SECOND));
        world.pass(SECOND, SECOND);
        world.clock.move(Duration.ofSeconds(2));
        world.open(TriggerWorld.ticking("tick", "\"every 5s\""));
        world.pass(Duration.ofSeconds(3), SECOND);
        world.change(List.of(TriggerWorld.ticking("tick", EVERY_SECOND)));
        world.pass(SECOND, SECOND);
        world.change(List.of());
        world.pass(Duration.ofSeconds(3), SECOND);
        world.open(TriggerWorld.ticking("tick", EVERY_SECOND));
        world.pass(SECOND, SECOND);
        assertThat(world.told("tick"))
                .containsExactly(
                        "12:00:01 started",
                        "12:00:02 missed",
                        "12:00:03 missed",
                        "12:00:05 started",
                        "12:00:07 started",
                        "12:00:11 started");
    }

    @Test
    void jitter_begins_a_run_later_and_its_entry_is_the_instant() throws Exception {
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"every 1m\", \"jitter\": \"30s\"}"));
        world.pass(Duration.ofMinutes(3), SECOND);
        assertThat(world.told("tick")).containsExactly("12:01:00 started", "12:02:00 started");
        assertThat(world.runs("tick").getLast().started()).isAfter(Instant.parse("2026-11-21T12:01:00.500Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void an_hour_of_every_second_with_deaths_at_any_commit_and_a_clock_that_jumps_has_one_entry_for_each(long seed)
            throws Exception {
        Random random = new Random(seed);
        String settings = "{\"at\": \"every 1s\", \"overlap\": \""
                + List.of("skip", "queue", "replace").get((int) seed % 3) + "\", \"misfire\": \""
                + List.of("skip", "once").get((int) seed % 2) + "\"}";
        world.open(TriggerWorld.ticking("tick", settings));
        Instant end = world.clock.instant().plus(Duration.ofHours(1));
        int deaths = 0;
        while (world.clock.instant().isBefore(end)) {
            world.clock.move(jump(random));
            world.work(random.nextInt(4) > 0);
            world.database.dieAt(1 + random.nextInt(60), random.nextBoolean());
            if (world.dies()) {
                deaths++;
                world.clock.move(Duration.ofMillis(random.nextInt(5_000)));
                world.reopen(Triggers.Scope.ALL);
            }
        }
        world.work(true);
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        assertThat(deaths).isGreaterThan(20);
        one_entry_each(Schedule.parse("every 1s", ZoneId.of("UTC")), Instant.parse("2026-11-21T12:00:00.500Z"));
    }

    /** Mostly a second; now and then the clock was set. */
    private static Duration jump(Random random) {
        return switch (random.nextInt(100)) {
            case 0 -> Duration.ofSeconds(random.nextInt(60));
            case 1 -> Duration.ofSeconds(-random.nextInt(60));
            case 2 -> Duration.ofMillis(random.nextInt(15_000));
            default -> Duration.ofMillis(500 + random.nextInt(1_000));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"})
    void days_on_which_clocks_are_moved_have_one_entry_for_each_with_deaths_at_any_commit(String from)
            throws Exception {
        world.close();
        world = world(from);
        Random random = new Random(7);
        String cron = "*/20 1-3 * * *";
        world.open(TriggerWorld.ticking("tick", "{\"at\": \"" + cron + "\", \"zone\": \"Europe/Berlin\"}"));
        while (world.clock.instant().isBefore(Instant.parse(from).plus(Duration.ofDays(2)))) {
            world.clock.move(Duration.ofMinutes(1));
            world.database.dieAt(1 + random.nextInt(9), random.nextBoolean());
            if (world.dies()) {
                world.reopen(Triggers.Scope.ALL);
            }
        }
        world.reopen(Triggers.Scope.ALL);
        world.settle();
        one_entry_each(Schedule.parse(cron, ZoneId.of("Europe/Berlin")), Instant.parse(from));
        assertThat(world.entries("tick")).hasSize(from.contains("-03-") ? 15 : 18);
    }

    private void one_entry_each(Schedule schedule, Instant since) {
        List<InstantRows.Entry> entries = world.entries("tick");
        Instant expected = since;
        for (InstantRows.Entry entry : entries) {
            expected = schedule.next(expected);
            assertThat(entry.instant()).isEqualTo(expected);
            assertThat(entry.run().isPresent()).isEqualTo(entry.state() == State.STARTED);
        }
        Set<RunId> runs = new HashSet<>();
        world.runs("tick").forEach(run -> runs.add(run.id()));
        assertThat(entries.stream().map(InstantRows.Entry::run).flatMap(Optional::stream))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(runs);
        assertThat(world.runs("tick")).allMatch(run -> run.phase().closed());
    }
}
