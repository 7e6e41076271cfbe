package dev.trawl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import dev.trawl.core.Tolerance;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Recount;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every ledger does, seen through its port. A backend extends this and says how it is opened. */
public abstract class LedgerContract extends ItemsContract {
    @Test
    void a_run_that_was_accepted_is_there_after_a_restart() {
        accept(RUN, Optional.empty());
        reopen();
        assertThat(records().run(RUN).orElseThrow().phase()).isEqualTo(RunState.LISTING);
    }

    @Test
    void the_same_cause_gives_the_same_run_and_another_input_under_it_is_a_conflict() {
        accept(RUN, Optional.of("tick"));
        Accepted again = accept(new RunId("r2"), Optional.of("tick"));
        assertThat(((Accepted.Taken) again).run().id()).isEqualTo(RUN);
        assertThat(((Accepted.Taken) again).created()).isFalse();
        NewRun other = new NewRun(new RunId("r3"), job(), Json.parse("{\"a\":1}"), Optional.of("tick"), NOW);
        assertThat(ledger().accept(other)).isEqualTo(new Accepted.Conflict(RUN));
        assertThat(records().runs(Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void a_page_and_its_token_commit_together_and_the_first_content_wins() {
        accept(RUN, Optional.empty());
        list(0, Optional.of("t1"), "a", "b");
        list(0, Optional.of("t9"), "x", "y", "z");
        reopen();
        RunView run = records().run(RUN).orElseThrow();
        assertThat(run.listing()).isEqualTo(new RunView.ListingState(1, Optional.of("t1"), false));
        assertThat(run.counts().listed()).isEqualTo(2);
    }

    @Test
    void a_key_that_the_run_has_seen_is_dropped_on_the_same_page_a_later_one_and_after_a_restart() {
        accept(RUN, Optional.empty());
        assertThat(list(0, Optional.of("t1"), "a", "b", "a")).isEqualTo(2);
        assertThat(list(1, Optional.of("t2"), "b", "c")).isEqualTo(1);
        reopen();
        assertThat(list(2, Optional.empty(), "c", "d")).isEqualTo(1);
        assertThat(keys(due())).containsExactly("a", "b", "c", "d");
    }

    @Test
    void what_is_listed_beyond_the_most_items_is_dropped_and_the_listing_ends() {
        accept(RUN, Optional.empty());
        ledger().list(RUN, 0, new PageContent(items("a", "b", "c"), Optional.of("t"), false, 2, Stats.NONE));
        RunView run = records().run(RUN).orElseThrow();
        assertThat(run.counts().listed()).isEqualTo(2);
        assertThat(run.listing().ended()).isTrue();
        assertThat(run.failure()).isEmpty();
    }

    @Test
    void a_token_that_was_there_before_ends_the_listing_as_failed() {
        accept(RUN, Optional.empty());
        list(0, Optional.of("t1"), "a");
        list(1, Optional.of("t2"), "b");
        list(2, Optional.of("t1"), "c");
        RunView run = records().run(RUN).orElseThrow();
        assertThat(run.listing().ended()).isTrue();
        assertThat(run.failure().orElseThrow().reason()).isEqualTo("repeated-token");
        assertThat(run.counts().listed()).isEqualTo(3);
    }

    @Test
    void an_empty_page_moves_the_listing_on() {
        accept(RUN, Optional.empty());
        list(0, Optional.of("t1"));
        list(1, Optional.of("t2"));
        list(2, Optional.empty(), "a");
        assertThat(keys(due())).containsExactly("a");
    }

    @Test
    void items_are_handed_out_once_until_they_are_settled() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b", "c");
        assertThat(keys(ledger().due(new DueQuery(RUN, NOW, 0, 2, 1_000)))).containsExactly("a", "b");
        assertThat(keys(due())).containsExactly("c");
        assertThat(keys(due())).isEmpty();
    }

    @Test
    void no_more_bytes_are_handed_out_than_were_asked_for_but_for_the_first_item() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b", "c");
        Due due = ledger().due(new DueQuery(RUN, NOW, 0, 10, 1));
        assertThat(keys(due)).containsExactly("a");
        assertThat(due.more()).isTrue();
    }

    @Test
    void an_item_that_ended_stays_ended_over_a_restart_and_an_open_one_is_handed_out_again() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b");
        OpenItem first = due().items().getFirst();
        assertThat(settle(first, done())).isInstanceOf(Settled.Applied.class);
        reopen();
        assertThat(keys(due())).containsExactly("b");
        assertThat(records().run(RUN).orElseThrow().counts()).isEqualTo(new Counts(2, 1, 0, 0, 0));
    }

    @Test
    void a_settlement_of_a_version_that_is_not_current_changes_nothing() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem first = due().items().getFirst();
        settle(first, new Verdict.Waiting(NOW));
        OpenItem second = due().items().getFirst();
        assertThat(settle(first, done())).isEqualTo(new Settled.Stale());
        assertThat(records().run(RUN).orElseThrow().counts().done()).isZero();
        assertThat(settle(second, done())).isInstanceOf(Settled.Applied.class);
        assertThat(settle(second, done())).isEqualTo(new Settled.Stale());
    }

    @Test
    void a_settlement_of_before_a_cancel_changes_nothing() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem item = due().items().getFirst();
        ledger().turn(RUN, new Turn.Cancel());
        assertThat(settle(item, done())).isEqualTo(new Settled.Stale());
    }

    @Test
    void a_run_that_is_about_to_be_closed_is_not_paused() {
        accept(RUN, Optional.empty());
        ledger().turn(RUN, new Turn.Cancel());
        assertThat(ledger().turn(RUN, new Turn.Pause())).isInstanceOf(Turned.Refused.class);
    }

    @Test
    void a_run_does_not_fail_for_dead_items_that_were_redriven_meanwhile() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b");
        settle(due().items().getFirst(), new Verdict.Dead(new Failure("http-404", "gone")), Effects.NONE);
        Turn.Fail fail = new Turn.Fail(new Failure("too-many-dead", "1 is dead"), new Tolerance.Items(0));
        ledger().turn(RUN, new Turn.Redrive(Optional.empty(), List.of(), NOW));
        assertThat(ledger().turn(RUN, fail)).isInstanceOf(Turned.Refused.class);
        assertThat(due().items()).as("it is worked again").hasSize(1);
    }

    @Test
    void rows_objects_and_counts_commit_with_the_outcome_and_those_of_a_stale_one_do_not() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem item = due().items().getFirst();
        Effects effects = new Effects(
                List.of(new Row("results", Map.of("item", "a", "value", 7L))),
                List.of(new StoredObject("o/a", 3, "abc", "image/png")),
                List.of(),
                new Stats(5, 1, 3));
        settle(item, done(), effects);
        settle(item, done(), effects);
        Recount recount = records().recount(RUN);
        assertThat(recount)
                .isEqualTo(new Recount(
                        new Counts(1, 1, 0, 0, 0),
                        Map.of("results", 1L),
                        1,
                        3,
                        Map.of(),
                        new Stats(5, 1, 3),
                        recount.worked()));
        assertThat(records().objects("o/", Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void a_waiting_item_is_handed_out_when_it_is_due_with_its_attempts_and_kept_steps() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem item = due().items().getFirst();
        ledger().keep(RUN, item, "fetch", Json.parse("\"page\""));
        settle(item, new Verdict.Waiting(NOW.plusSeconds(9)));
        reopen();
        assertThat(keys(due())).isEmpty();
        assertThat(due().nextDue()).isEqualTo(NOW.plusSeconds(9));
        OpenItem again = ledger().due(new DueQuery(RUN, NOW.plusSeconds(9), 0, 10, 1_000))
                .items()
                .getFirst();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.kept()).containsEntry("fetch", Json.parse("\"page\""));
    }

    @Test
    void a_waiting_item_that_is_called_back_is_handed_out_before_it_is_due_and_once() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b");
        OpenItem first = due().items().getFirst();
        settle(first, new Verdict.Waiting(NOW.plusSeconds(900)));
        DueQuery recall = new DueQuery(RUN, DueQuery.ANY, NOW, 2, 10, 1_000, List.of(first.number(), 1L, 77L), false);
        assertThat(keys(ledger().due(recall)))
                .as("what is with a worker, and what is not there, is passed over")
                .containsExactly("a");
        assertThat(keys(ledger().due(recall))).isEmpty();
    }

    @Test
    void surplus_that_is_forgotten_is_handed_out_at_once_and_what_was_asked_to_wait_waits() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b");
        List<OpenItem> items = due().items();
        settle(items.get(0), new Verdict.Waiting(NOW.plusSeconds(900), true));
        settle(items.get(1), new Verdict.Waiting(NOW.plusSeconds(900)));
        reopen();
        assertThat(keys(due())).isEmpty();
        DueQuery anew = new DueQuery(RUN, DueQuery.ANY, NOW, 2, 10, 1_000, List.of(), true);
        assertThat(keys(ledger().due(anew))).containsExactly("a");
    }

    @Test
    void kept_steps_survive_a_crash_before_the_item_was_settled() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem item = due().items().getFirst();
        ledger().keep(RUN, item, "fetch", Json.parse("1"));
        ledger().turn(RUN, new Turn.Used(Stats.NONE));
        reopen();
        assertThat(due().items().getFirst().kept()).containsEntry("fetch", Json.parse("1"));
    }

    @Test
    void a_step_that_is_kept_by_an_attempt_whose_item_was_given_away_is_not_kept() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem late = due().items().getFirst();
        settle(late, new Verdict.Waiting(NOW));
        assertThat(keys(due())).containsExactly("a");
        ledger().keep(RUN, late, "fetch", Json.parse("1"));
        ledger().turn(RUN, new Turn.Used(Stats.NONE));
        reopen();
        assertThat(due().items().getFirst().kept()).isEmpty();
    }

    @Test
    void emitted_items_are_listed_with_their_outcome_and_seen_keys_are_dropped() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        OpenItem item = due().items().getFirst();
        settle(item, done(), new Effects(List.of(), List.of(), items("a", "b", "c", "b"), Stats.NONE));
        assertThat(keys(due())).containsExactly("b", "c");
        assertThat(records().run(RUN).orElseThrow().counts()).isEqualTo(new Counts(3, 1, 0, 0, 0));
    }

    @Test
    void what_a_worker_emits_is_checked_against_what_a_distinct_source_listed_before_and_after() {
        accept(RUN, Optional.empty());
        listDistinct(0, Optional.of("t1"), "a", "b", "c");
        List<OpenItem> items = due().items();
        settle(items.get(0), done(), new Effects(List.of(), List.of(), items("b", "x", "c"), Stats.NONE));
        assertThat(listDistinct(1, Optional.of("t2"), "x", "d")).isEqualTo(1);
        reopen();
        assertThat(listDistinct(2, Optional.empty(), "x", "e")).isEqualTo(1);
        List<OpenItem> again = due().items();
        settle(again.getFirst(), done(), new Effects(List.of(), List.of(), items("e", "a", "y"), Stats.NONE));
        assertThat(keys(due())).containsExactly("y");
        assertThat(again).extracting(item -> item.item().key()).containsExactly("b", "c", "x", "d", "e");
    }

    @Test
    void what_workers_emit_beyond_the_most_items_is_dropped_after_a_restart_too() {
        accept(RUN, Optional.empty());
        ledger().list(RUN, 0, new PageContent(items("a", "b"), Optional.of("t"), true, 4, Stats.NONE));
        OpenItem first = due().items().getFirst();
        settle(first, done(), new Effects(List.of(), List.of(), items("c"), Stats.NONE));
        reopen();
        List<OpenItem> again = due().items();
        assertThat(again).extracting(item -> item.item().key()).containsExactly("b", "c");
        settle(again.getFirst(), done(), new Effects(List.of(), List.of(), items("c", "d", "e", "f"), Stats.NONE));
        assertThat(keys(due())).containsExactly("d");
        ledger().list(RUN, 1, new PageContent(items("g"), Optional.of("t2"), true, 4, Stats.NONE));
        RunView run = records().run(RUN).orElseThrow();
        assertThat(run.counts().listed()).isEqualTo(4);
        assertThat(run.listing().ended()).isTrue();
    }

    @Test
    void a_summary_that_was_counted_before_a_redrive_is_refused() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        settle(due().items().getFirst(), new Verdict.Dead(new Failure("http-404", "gone")));
        int counted = records().run(RUN).orElseThrow().epoch();
        redrive(Optional.empty());
        settle(due().items().getFirst(), done(), Effects.NONE, counted + 1);
        assertThat(close(1, counted)).isInstanceOf(Turned.Refused.class);
        assertThat(close(1)).isInstanceOf(Turned.Applied.class);
    }

    @Test
    void a_run_closes_when_nothing_is_open_and_once_in_a_generation() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        assertThat(close(1)).isInstanceOf(Turned.Refused.class);
        settle(due().items().getFirst(), done());
        assertThat(close(1))
                .isInstanceOfSatisfying(
                        Turned.Applied.class, each -> assertThat(each.changed()).isTrue());
        assertThat(close(1))
                .isInstanceOfSatisfying(
                        Turned.Applied.class, each -> assertThat(each.changed()).isFalse());
        assertThat(records().run(RUN).orElseThrow().summary()).contains(Json.parse("{}"));
    }

    @Test
    void a_redrive_opens_dead_items_by_reason_or_key_in_a_new_generation() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a", "b", "c");
        List<OpenItem> items = due().items();
        settle(items.get(0), new Verdict.Dead(new Failure("http-404", "")));
        settle(items.get(1), new Verdict.Dead(new Failure("reset", "")));
        settle(items.get(2), new Verdict.Dead(new Failure("http-404", "")));
        close(1);
        assertThat(redrive(Optional.of("timeout"))).isInstanceOf(Turned.Refused.class);
        redrive(Optional.of("http-404"));
        RunView run = records().run(RUN).orElseThrow();
        assertThat(run.generation()).isEqualTo(2);
        assertThat(run.summary()).isEmpty();
        assertThat(run.counts()).isEqualTo(new Counts(3, 0, 1, 0, 2));
        reopen();
        assertThat(keys(due())).containsExactly("a", "c");
        assertThat(records().dead(RUN, Optional.empty(), 10).items())
                .extracting(Records.DeadItem::key)
                .containsExactly("b");
    }

    @Test
    void who_asks_late_of_a_run_that_was_ended_and_begun_again_takes_nothing_from_who_asks_now() {
        accept(RUN, Optional.empty());
        list(0, Optional.empty(), "a");
        int epoch = records().run(RUN).orElseThrow().epoch();
        settle(due().items().getFirst(), new Verdict.Dead(new Failure("http-404", "")));
        close(1);
        redrive(Optional.empty());

        Due late = ledger().due(new DueQuery(RUN, epoch, NOW, 0, 10, 1_000, List.of(), false));
        assertThat(late.items()).isEmpty();
        assertThat(late.more()).isTrue();
        int now = records().run(RUN).orElseThrow().epoch();
        assertThat(late.epoch()).isEqualTo(now);
        assertThat(keys(ledger().due(new DueQuery(RUN, now, NOW, 0, 10, 1_000, List.of(), false))))
                .containsExactly("a");
    }

    @Test
    void many_outcomes_in_any_order_are_counted_again_right_from_their_rows() {
        accept(RUN, Optional.empty());
        int count = 20_000;
        List<Item> items = Stream.iterate(0, n -> n + 1)
                .limit(count)
                .map(NumberSource::item)
                .toList();
        ledger().list(RUN, 0, new PageContent(items, Optional.empty(), true, Long.MAX_VALUE, Stats.NONE));
        for (int round = 0; round < 5; round++) {
            for (OpenItem item : ledger().due(new DueQuery(RUN, NOW, 0, count, Long.MAX_VALUE))
                    .items()) {
                boolean last = round == 4;
                Verdict verdict = last && item.number() % 3 == 0 ? new Verdict.Dead(new Failure("reset", "")) : done();
                settleLater(item, last ? verdict : new Verdict.Waiting(NOW));
            }
        }
        ledger().turn(RUN, new Turn.Used(Stats.NONE));
        assertThat(records().recount(RUN).counts()).isEqualTo(new Counts(count, 13_333, 6_667, 0, 0));
        reopen();
        assertThat(records().recount(RUN).counts()).isEqualTo(new Counts(count, 13_333, 6_667, 0, 0));
        assertThat(due().items()).isEmpty();
    }
}
