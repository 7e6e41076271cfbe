package dev.trawl.core.dispatch;

import static dev.trawl.core.dispatch.SampleRuns.EPOCH;
import static dev.trawl.core.dispatch.SampleRuns.NOW;
import static dev.trawl.core.dispatch.SampleRuns.item;
import static dev.trawl.core.dispatch.SampleRuns.items;
import static dev.trawl.core.dispatch.SampleRuns.listed;
import static dev.trawl.core.dispatch.SampleRuns.run;
import static dev.trawl.core.dispatch.SampleRuns.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Counts;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunState;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is started next, decided without a clock, a thread or a ledger. */
final class DispatchTest {
    private final Map<String, Instant> freeAt = new HashMap<>();
    private final Map<String, Duration> spacing = new HashMap<>();
    private final Dispatch dispatch = new Dispatch(
            key -> freeAt.getOrDefault(key, Instant.MIN),
            key -> spacing.getOrDefault(key, Duration.ZERO),
            Window.STANDARD);

    @Test
    void a_new_run_is_listed_and_its_window_filled() {
        dispatch.open(run("a", 10, 4));
        assertThat(dispatch.next(NOW)).hasExactlyElementsOfTypes(Step.ListPage.class, Step.Fill.class);
        assertThat(dispatch.next(NOW)).as("each is asked for once").isEmpty();
    }

    @Test
    void no_more_items_are_with_workers_than_the_run_may_have() {
        WorkingRun run = run("a", 3, 8);
        fill(run, items(10, ""));
        assertThat(begun(dispatch.next(NOW))).hasSize(3);
        dispatch.left(run.id(), 0, Duration.ofMillis(1), Instant.MAX);
        assertThat(begun(dispatch.next(NOW))).hasSize(1);
    }

    @Test
    void a_busy_host_does_not_take_the_places_of_others() {
        WorkingRun run = run("a", 100, 2);
        List<OpenItem> items = items(50, "slow.example/");
        items.add(item(50, "quick.example/x", 0));
        fill(run, items);
        List<OpenItem> begun = begun(dispatch.next(NOW));
        assertThat(begun).extracting(OpenItem::number).containsExactlyInAnyOrder(0L, 1L, 50L);
    }

    @Test
    void a_host_that_is_held_is_asked_when_its_hold_ends() {
        WorkingRun run = run("a", 10, 2);
        freeAt.put("held.example", NOW.plusSeconds(3));
        fill(run, items(1, "held.example/"));
        assertThat(dispatch.next(NOW)).noneMatch(Step.Work.class::isInstance);
        assertThat(dispatch.wakeAt(NOW)).isEqualTo(NOW.plusSeconds(3));
        assertThat(begun(dispatch.next(NOW.plusSeconds(3)))).hasSize(1);
    }

    @Test
    void items_of_a_host_that_is_held_for_long_rest_in_the_ledger() {
        WorkingRun run = run("a", 10, 2);
        freeAt.put("held.example", NOW.plusSeconds(600));
        fill(run, items(5, "held.example/"));
        assertThat(dispatch.next(NOW)).filteredOn(Step.Rest.class::isInstance).hasSize(5);
        assertThat(dispatch.wakeAt(NOW)).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void the_surplus_of_a_slow_host_rests_when_it_keeps_others_out_and_is_called_back_when_its_host_runs_low() {
        WorkingRun run = run("a", 100, 4);
        crowd(run);
        assertThat(begun(dispatch.next(NOW))).hasSize(4);
        assertThat(dispatch.wakeAt(NOW)).as("it is looked at again").isEqualTo(NOW.plusSeconds(1));
        Instant later = NOW.plusSeconds(1);
        List<Step> steps = dispatch.next(later);
        assertThat(steps).filteredOn(Step.Rest.class::isInstance).hasSize(Window.STANDARD.items() - 4 - 8);
        assertThat(steps)
                .as("others come in at once")
                .filteredOn(Step.Fill.class::isInstance)
                .hasSize(1);
        OpenItem other = item(Window.STANDARD.items(), "quick.example/x", 0);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(other), Window.STANDARD.items() + 1L, false, Instant.MAX));
        assertThat(begun(dispatch.next(later))).containsExactly(other);
        for (int n = 0; n < 4; n++) {
            dispatch.left(run.id(), n, Duration.ofSeconds(1), Instant.MAX);
        }
        assertThat(dispatch.next(later))
                .filteredOn(Step.Fill.class::isInstance)
                .singleElement()
                .satisfies(fill -> assertThat(((Step.Fill) fill).query().recalled())
                        .as("in their order")
                        .startsWith(12L, 13L, 14L));
        OpenItem back = item(12, "slow.example/12", 0);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(back), 0, true, Instant.MAX));
        for (int n = 4; n < 8; n++) {
            dispatch.left(run.id(), n, Duration.ofSeconds(1), Instant.MAX);
        }
        assertThat(dispatch.next(later).toString())
                .as("what found no place is called again, and not what came")
                .contains("recalled=[13, 14");
    }

    @Test
    void a_quick_host_that_fills_the_window_alone_is_left_in_it() {
        WorkingRun run = run("a", 100, 4);
        crowd(run);
        dispatch.next(NOW);
        for (int n = 0; n < 3_000; n++) {
            dispatch.left(run.id(), n, Duration.ofMillis(1), Instant.MAX);
            dispatch.next(NOW.plusMillis(n / 3));
        }
        assertThat(dispatch.next(NOW.plusSeconds(1))).noneMatch(Step.Rest.class::isInstance);
    }

    @Test
    void of_a_host_whose_slots_lie_apart_only_what_has_a_slot_begins() {
        spacing.put("slow.example", Duration.ofSeconds(2));
        WorkingRun run = run("a", 100, 8);
        fill(run, items(3, "slow.example/"));
        assertThat(begun(dispatch.next(NOW))).hasSize(1);
        assertThat(begun(dispatch.next(NOW.plusSeconds(1)))).isEmpty();
        Instant near = dispatch.wakeAt(NOW.plusSeconds(1));
        assertThat(near).isBetween(NOW.plusMillis(1_900), NOW.plusSeconds(2));
        assertThat(begun(dispatch.next(near))).hasSize(1);
    }

    @Test
    void what_one_event_costs_does_not_grow_with_the_runs_that_are_open() {
        AtomicLong asked = new AtomicLong();
        Dispatch many = new Dispatch(
                key -> {
                    asked.incrementAndGet();
                    return NOW.plusSeconds(3);
                },
                _ -> Duration.ZERO,
                Window.STANDARD);
        for (int n = 0; n < 1_000; n++) {
            WorkingRun run = run("r" + n, 10, 10);
            many.open(run);
            many.changed(listed(run, 1, true), 0);
            many.filled(run.id(), new Due(EPOCH, items(1, "held.example/"), 1, false, Instant.MAX));
        }
        many.next(NOW);
        long before = asked.get();
        many.changed(listed(run("r7", 10, 10), 2, true), 0);
        many.next(NOW.plusSeconds(1));
        assertThat(asked.get() - before).isLessThan(10);
        assertThat(many.wakeAt(NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(3));
    }

    /** More of one slow host than the window holds. */
    private void crowd(WorkingRun run) {
        List<OpenItem> items = items(Window.STANDARD.items(), "slow.example/");
        dispatch.open(run);
        dispatch.changed(listed(run, 2L * Window.STANDARD.items(), true), 0);
        dispatch.filled(run.id(), new Due(EPOCH, items, items.size(), true, Instant.MAX));
    }

    @Test
    void runs_are_served_in_turn() {
        WorkingRun first = run("a", 100, 100);
        WorkingRun second = run("b", 100, 100);
        fill(first, items(40, ""));
        fill(second, items(40, ""));
        List<Step.Work> work = works(dispatch.next(NOW));
        assertThat(work.getFirst().run()).isNotEqualTo(work.get(1).run());
        assertThat(work).hasSize(80);
    }

    @Test
    void suspects_run_alone_one_at_a_time_before_anything_else() {
        WorkingRun run = run("a", 100, 100);
        List<OpenItem> items = items(10, "");
        items.set(3, item(3, "", 1));
        items.set(7, item(7, "", 1));
        fill(run, items);
        assertThat(begun(dispatch.next(NOW))).extracting(OpenItem::number).containsExactly(3L);
        assertThat(begun(dispatch.next(NOW))).isEmpty();
        dispatch.left(run.id(), 3, Duration.ZERO, Instant.MAX);
        assertThat(begun(dispatch.next(NOW))).extracting(OpenItem::number).containsExactly(7L);
        dispatch.left(run.id(), 7, Duration.ZERO, Instant.MAX);
        assertThat(begun(dispatch.next(NOW))).hasSize(8);
    }

    @Test
    void a_suspect_whose_host_is_held_waits_outside_its_worker_and_keeps_nobody_from_going_on() {
        WorkingRun run = run("a", 100, 100);
        freeAt.put("held.example", NOW.plusSeconds(2));
        fill(run, List.of(item(0, "held.example/x", 1), item(1, "free.example/x", 1), item(2, "", 0)));
        assertThat(begun(dispatch.next(NOW))).extracting(OpenItem::number).containsExactly(1L);
        dispatch.left(run.id(), 1, Duration.ZERO, Instant.MAX);
        assertThat(begun(dispatch.next(NOW))).extracting(OpenItem::number).containsExactly(2L);
        assertThat(dispatch.wakeAt(NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(begun(dispatch.next(NOW.plusSeconds(2))))
                .as("the floor is not clear")
                .isEmpty();
        dispatch.left(run.id(), 2, Duration.ZERO, Instant.MAX);
        assertThat(begun(dispatch.next(NOW.plusSeconds(2))))
                .extracting(OpenItem::number)
                .containsExactly(0L);
    }

    @Test
    void suspects_of_a_host_do_not_widen_its_limit() {
        WorkingRun run = run("a", 100, 2);
        List<OpenItem> items = items(60, "slow.example/");
        for (int n = 0; n < 20; n++) {
            items.set(n, item(n, "slow.example/x", 1));
        }
        fill(run, items);
        for (int n = 0; n < 20; n++) {
            assertThat(begun(dispatch.next(NOW))).hasSize(1);
            dispatch.left(run.id(), n, Duration.ZERO, Instant.MAX);
        }
        assertThat(begun(dispatch.next(NOW))).hasSize(2);
    }

    @Test
    void a_page_that_is_listed_while_the_window_is_filled_is_not_forgotten() {
        WorkingRun run = run("a", 10, 10);
        dispatch.open(run);
        dispatch.next(NOW);
        dispatch.changed(listed(run, 5, true), 0);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(), 0, false, Instant.MAX));
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Fill.class);
    }

    @Test
    void a_wait_that_begins_while_the_window_is_filled_is_not_forgotten() {
        WorkingRun run = run("a", 10, 10);
        fill(run, items(1, ""));
        dispatch.changed(listed(run, 2, true), 0);
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Fill.class);
        dispatch.left(run.id(), 0, Duration.ZERO, NOW.plusSeconds(9));
        dispatch.filled(run.id(), new Due(EPOCH, List.of(), 1, false, Instant.MAX));
        assertThat(dispatch.wakeAt(NOW)).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void a_run_whose_items_have_all_ended_is_closed_once() {
        WorkingRun run = run("a", 10, 10);
        dispatch.open(run);
        dispatch.changed(view(run, RunState.WORKING, false, new Counts(3, 2, 1, 0, 0), true), 3);
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Close.class);
        assertThat(dispatch.next(NOW)).isEmpty();
    }

    @Test
    void a_run_with_too_many_dead_items_is_failed_once() {
        WorkingRun run = run("a", 10, 10);
        dispatch.open(run);
        dispatch.changed(view(run, RunState.WORKING, false, new Counts(30, 2, 11, 0, 0), true), 13);
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Ask.class);
        assertThat(dispatch.next(NOW)).isEmpty();
        dispatch.refused(run.id());
        assertThat(dispatch.next(NOW)).hasOnlyElementsOfType(Step.Ask.class);
    }

    @Test
    void nothing_of_a_paused_run_is_started_and_it_goes_on_when_resumed() {
        WorkingRun run = run("a", 10, 10);
        fill(run, items(5, ""));
        dispatch.changed(view(run, RunState.WORKING, true, new Counts(5, 0, 0, 0, 0), true), 0);
        assertThat(dispatch.next(NOW)).isEmpty();
        dispatch.open(run.as(view(run, RunState.WORKING, false, new Counts(5, 0, 0, 0, 0), true)));
        assertThat(begun(dispatch.next(NOW))).hasSize(5);
    }

    @Test
    void what_was_handed_out_before_the_run_was_ended_and_begun_again_is_not_begun() {
        WorkingRun run = run("a", 10, 10);
        dispatch.open(run);
        dispatch.changed(listed(run, 2, true), 0);
        dispatch.next(NOW);
        dispatch.filled(run.id(), new Due(EPOCH - 1, items(1, ""), 2, false, Instant.MAX));
        List<Step> steps = dispatch.next(NOW);
        assertThat(works(steps)).isEmpty();
        assertThat(steps).as("and is asked for again").hasExactlyElementsOfTypes(Step.Fill.class);
        dispatch.filled(run.id(), new Due(EPOCH, items(2, ""), 2, false, Instant.MAX));
        assertThat(begun(dispatch.next(NOW))).hasSize(2);
    }

    @Test
    void listing_waits_while_the_backlog_is_full() {
        WorkingRun run = run("a", 10, 10);
        dispatch.open(run);
        dispatch.next(NOW);
        dispatch.changed(listed(run, Window.STANDARD.backlog(), false), 0);
        dispatch.listed(run.id());
        assertThat(dispatch.next(NOW)).noneMatch(Step.ListPage.class::isInstance);
        assertThat(dispatch.wakeAt(NOW))
                .as("an event ends the wait, not a timer")
                .isEqualTo(Instant.MAX);
    }

    private void fill(WorkingRun run, List<OpenItem> items) {
        dispatch.open(run);
        dispatch.changed(listed(run, items.size(), true), 0);
        dispatch.filled(run.id(), new Due(EPOCH, items, items.size(), false, Instant.MAX));
    }

    private static List<Step.Work> works(List<Step> steps) {
        return steps.stream()
                .filter(Step.Work.class::isInstance)
                .map(Step.Work.class::cast)
                .toList();
    }

    private static List<OpenItem> begun(List<Step> steps) {
        return works(steps).stream().flatMap(work -> work.chunk().stream()).toList();
    }
}
