package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were kept long enough are removed: piece by piece, for good, and nothing else with them. */
@Timeout(30)
final class RemovalTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant EXPIRED = NOW.plus(Job.Rules.KEEP);
    private static final RunId OLD = new RunId("old");
    private static final RunId NEXT = new RunId("next");
    private static final int PER_PAGE = 1_000;

    @TempDir
    private Path folder;

    private SqliteLedger ledger;
    private SqliteRecords records;

    @BeforeEach
    void open() throws SQLException {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), (_, _) -> {}, _ -> {});
        records = SqliteRecords.open(folder.resolve("ledger.db"));
    }

    @AfterEach
    void close() throws SQLException {
        records.close();
        ledger.close();
    }

    @Test
    void a_run_is_removed_when_it_was_kept_long_enough_and_not_before() {
        work(OLD, 100);
        assertThat(tidy(EXPIRED.minusMillis(1))).isZero();
        assertThat(records.run(OLD)).isPresent();
        assertThat(tidy(EXPIRED)).isPositive();
        assertThat(records.run(OLD)).isEmpty();
        assertThat(records.runs(Optional.empty(), 10).items()).isEmpty();
        assertThat(records.dead(OLD, Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void a_run_is_kept_as_long_as_its_job_says() {
        Job.Rules standard = Job.Rules.DEFAULT;
        Duration keep = Duration.ofHours(3);
        Job.Rules rules =
                new Job.Rules(standard.limits(), standard.retry(), standard.tolerance(), standard.chunk(), keep);
        accept(OLD, rules, Optional.empty());
        finish(OLD, 10);
        assertThat(tidy(NOW.plus(keep).minusMillis(1))).isZero();
        assertThat(tidy(NOW.plus(keep))).isPositive();
        assertThat(records.run(OLD)).isEmpty();
    }

    @Test
    void no_row_that_is_the_runs_own_is_left_and_rows_and_objects_stay() throws SQLException {
        work(OLD, 5_000);
        tidy(EXPIRED);
        try (Db db = LedgerFile.reader(folder.resolve("ledger.db"))) {
            List<String> tables = db.list(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('ledger', 'object', 'declared', 't_results')",
                    row -> row.getString(1));
            assertThat(tables).contains("run", "page", "fold", "dead", "result", "pinned", "summary", "cause");
            for (String table : tables) {
                assertThat(db.number("SELECT count(*) FROM " + table)).as(table).isZero();
            }
        }
        assertThat(records.rows(SampleJob.RESULTS, Map.of(), Optional.empty(), 10)
                        .items())
                .hasSize(1);
        assertThat(records.objects("", Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void it_is_done_in_small_pieces_between_which_others_write() {
        work(OLD, 20_000);
        accept(NEXT, Job.Rules.DEFAULT, Optional.empty());
        int pieces = 0;
        while (step(EXPIRED)) {
            list(NEXT, pieces, 1);
            pieces++;
        }
        assertThat(pieces).isGreaterThan(10);
        assertThat(records.run(NEXT).orElseThrow().counts().listed()).isEqualTo(pieces);
    }

    @Test
    void other_runs_are_not_touched() {
        work(OLD, 3_000);
        accept(NEXT, Job.Rules.DEFAULT, Optional.empty());
        list(NEXT, 0, 3_000);
        tidy(EXPIRED);
        assertThat(records.recount(NEXT).counts().listed()).isEqualTo(3_000);
        assertThat(ledger.due(new DueQuery(NEXT, NOW, 0, 5_000, Long.MAX_VALUE)).items())
                .hasSize(3_000);
    }

    @Test
    void what_it_took_goes_back_to_the_file_system() throws Exception {
        work(OLD, 40_000);
        close();
        long before = Files.size(folder.resolve("ledger.db"));
        open();
        tidy(EXPIRED);
        close();
        long after = Files.size(folder.resolve("ledger.db"));
        open();
        assertThat(before).isGreaterThan(8_000_000);
        assertThat(after).isLessThan(5_000_000);
    }

    @Test
    void a_crash_in_the_middle_loses_nothing_of_the_work_and_the_run_is_gone_from_the_first_piece_on()
            throws Exception {
        work(OLD, 5_000);
        step(EXPIRED);
        assertThat(records.run(OLD)).isEmpty();
        step(EXPIRED);
        close();
        open();
        assertThat(records.run(OLD)).isEmpty();
        assertThat(tidy(NOW)).isGreaterThan(2);
        no_row_is_left_of("page");
        no_row_is_left_of("removal");
    }

    @Test
    void its_cause_is_remembered_as_long_as_the_run_is() {
        accept(OLD, Job.Rules.DEFAULT, Optional.of("tick"));
        finish(OLD, 1);
        tidy(EXPIRED.minusMillis(1));
        assertThat(accept(NEXT, Job.Rules.DEFAULT, Optional.of("tick")).run().id())
                .isEqualTo(OLD);
        tidy(EXPIRED);
        Accepted.Taken again = accept(NEXT, Job.Rules.DEFAULT, Optional.of("tick"));
        assertThat(again.run().id()).isEqualTo(NEXT);
        assertThat(again.created()).isTrue();
    }

    @Test
    void rows_of_a_removed_run_are_not_counted_as_those_of_a_later_one() throws Exception {
        work(OLD, 10);
        tidy(EXPIRED);
        close();
        open();
        accept(NEXT, Job.Rules.DEFAULT, Optional.empty());
        finish(NEXT, 0);
        assertThat(records.recount(NEXT).rows()).containsEntry("results", 0L);
        assertThat(records.recount(NEXT).objects()).isZero();
    }

    @Test
    void a_run_that_is_redriven_in_time_stays_until_it_was_kept_after_its_new_end() {
        work(OLD, 100);
        ledger.turn(OLD, new Turn.Redrive(Optional.empty(), List.of(), NOW));
        assertThat(tidy(EXPIRED)).isZero();
        ledger.due(new DueQuery(OLD, NOW, 0, 100, Long.MAX_VALUE)).items().forEach(item -> settle(OLD, item, 2));
        close(OLD, 2, NOW.plusSeconds(60));
        assertThat(tidy(EXPIRED)).isZero();
        assertThat(tidy(EXPIRED.plusSeconds(60))).isPositive();
        assertThat(records.run(OLD)).isEmpty();
    }

    @Test
    void what_is_asked_of_a_run_that_was_removed_is_answered_as_of_one_that_never_was() {
        work(OLD, 100);
        step(EXPIRED);
        assertThat(ledger.turn(OLD, new Turn.Redrive(Optional.empty(), List.of(), NOW)))
                .isEqualTo(new Turned.Unknown());
    }

    @Test
    void what_became_of_an_instant_is_forgotten_after_90_days_but_for_what_says_how_its_schedule_goes_on() {
        TriggerLedger triggers = ledger.triggers();
        Json daily = Json.parse("{\"at\":\"every 1d\"}");
        for (String job : List.of("daily", "late")) {
            triggers.schedule(job, Optional.of(daily), NOW);
            for (int day = 1; day <= 100; day++) {
                triggers.skipped(job, NOW.plus(Duration.ofDays(day)));
            }
        }
        triggers.queued("late", NOW.plus(Duration.ofDays(50).plusHours(1)));
        Instant now = NOW.plus(Duration.ofDays(101));

        assertThat(tidy(now)).isPositive();
        List<InstantRows.Entry> left =
                records.instants("daily", Optional.empty(), 1_000).items();
        assertThat(left).hasSize(90);
        assertThat(left.getLast().instant()).isEqualTo(now.minus(Duration.ofDays(90)));

        assertThat(tidy(now.plus(Duration.ofDays(1_000)))).isPositive();
        assertThat(records.instants("daily", Optional.empty(), 1_000).items()).hasSize(1);
        TriggerLedger.Standing late =
                Optional.ofNullable(triggers.standings().get("late")).orElseThrow();
        assertThat(late.reached()).isEqualTo(NOW.plus(Duration.ofDays(100)));
        assertThat(late.queued()).hasSize(1);
    }

    private void no_row_is_left_of(String table) throws SQLException {
        try (Db db = LedgerFile.reader(folder.resolve("ledger.db"))) {
            assertThat(db.number("SELECT count(*) FROM " + table)).isZero();
        }
    }

    /** A run from its start to its end: one item of it has a row and an object, some died, some have results. */
    private void work(RunId run, int items) {
        accept(run, Job.Rules.DEFAULT, Optional.of("cause of " + run));
        finish(run, items);
    }

    private Accepted.Taken accept(RunId run, Job.Rules rules, Optional<String> cause) {
        Job job = SampleJob.of("sample", rules, new NumberSource(0, 1), (_, _) -> Outcome.DONE);
        return (Accepted.Taken) ledger.accept(new NewRun(run, job, Json.parse("{}"), cause, NOW));
    }

    private void finish(RunId run, int items) {
        int generation = 1;
        int pages = list(run, 0, items);
        ledger.list(run, pages, new PageContent(List.of(), Optional.empty(), true, Long.MAX_VALUE, Stats.NONE));
        ledger.due(new DueQuery(run, NOW, 0, items, Long.MAX_VALUE)).items().forEach(item -> settle(run, item, 0));
        close(run, generation, NOW);
    }

    private int list(RunId run, int page, int items) {
        int at = page;
        for (int first = 0; first < items; first += PER_PAGE) {
            List<Item> some = LongStream.range(first, Math.min(items, first + PER_PAGE))
                    .mapToObj(RemovalTest::item)
                    .toList();
            Optional<String> next = Optional.of(run + "-" + at);
            ledger.list(run, at, new PageContent(some, next, true, Long.MAX_VALUE, Stats.NONE));
            at++;
        }
        return at;
    }

    /** An item whose key is as long as an address may well be. */
    private static Item item(long number) {
        return new Item("https://www.example.com/" + "path/".repeat(40) + number, Json.parse("1"));
    }

    private void settle(RunId run, OpenItem item, int epochsBefore) {
        int epoch = 1 + epochsBefore;
        Effects effects = item.number() == 0
                ? new Effects(
                        List.of(new Row("results", Map.of("item", "a", "value", 7L))),
                        List.of(new StoredObject("o/a", 3, "abc", "image/png")),
                        List.of(),
                        Stats.NONE)
                : Effects.NONE;
        Verdict verdict = switch ((int) (item.number() % 10)) {
            case 1 -> new Verdict.Dead(new Failure("http-404", "gone"));
            case 2 -> new Verdict.Done(Optional.of(Json.parse("{\"n\":1}")));
            default -> new Verdict.Done(Optional.empty());
        };
        var _ = ledger.settle(new Settlement(
                run,
                epoch,
                item.number(),
                item.version(),
                verdict,
                1,
                Duration.ZERO,
                Instant.EPOCH,
                Duration.ZERO,
                effects));
    }

    private void close(RunId run, int generation, Instant finished) {
        Turned.Applied known = (Turned.Applied) ledger.turn(run, new Turn.Used(Stats.NONE));
        int epoch = known.run().epoch();
        Turned turned =
                ledger.turn(run, new Turn.Close(generation, epoch, RunState.SUCCEEDED, Json.parse("{}"), finished));
        assertThat(turned).isInstanceOf(Turned.Applied.class);
    }

    /** Does all there is to do at an instant; in how many pieces. */
    private int tidy(Instant now) {
        int pieces = 0;
        while (step(now)) {
            pieces++;
        }
        return pieces;
    }

    private boolean step(Instant now) {
        return ledger.tidy(now).toCompletableFuture().join();
    }
}
