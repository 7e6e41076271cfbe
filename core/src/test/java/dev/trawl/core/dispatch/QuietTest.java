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
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Until when nothing can be done of a run: who waits for it leaves it alone that long, and must not leave too early. */
final class QuietTest {
    private static final Instant LATER = NOW.plusSeconds(300);

    private final Map<String, Instant> freeAt = new HashMap<>();
    private final Dispatch dispatch =
            new Dispatch(key -> freeAt.getOrDefault(key, Instant.MIN), _ -> Duration.ZERO, Window.STANDARD);
    private final WorkingRun run = run("a", 10, 4);

    /** The run has some items, of which the ledger has answered these, and is asked again at an instant. */
    private void open(long listed, List<OpenItem> found, Instant nextDue) {
        dispatch.open(run);
        dispatch.changed(listed(run, listed, true), 0);
        dispatch.next(NOW);
        dispatch.filled(run.id(), new Due(EPOCH, found, listed, false, nextDue));
    }

    private Instant quietUntil() {
        return dispatch.quietUntil(run.id());
    }

    @Test
    void a_run_that_is_not_open_is_quiet_for_ever() {
        assertThat(dispatch.quietUntil(new RunId("another"))).isEqualTo(Instant.MAX);
    }

    @Test
    void a_run_is_not_quiet_before_its_list_and_the_ledger_were_asked_or_while_they_are() {
        dispatch.open(run);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
        dispatch.next(NOW);
        assertThat(quietUntil()).as("its first page is being listed").isEqualTo(Instant.MIN);
        dispatch.changed(listed(run, 2, true), 0);
        dispatch.listed(run.id());
        assertThat(quietUntil()).as("its items are being asked for").isEqualTo(Instant.MIN);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(), 0, false, LATER));
        assertThat(quietUntil()).as("a page was listed meanwhile").isEqualTo(Instant.MIN);
        dispatch.next(NOW);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(), 2, false, LATER));
        assertThat(quietUntil()).isEqualTo(LATER);
    }

    @Test
    void a_run_whose_items_all_wait_is_quiet_until_the_first_is_due() {
        open(3, List.of(), LATER);
        assertThat(quietUntil()).isEqualTo(LATER);
        assertThat(dispatch.next(LATER)).hasAtLeastOneElementOfType(Step.Fill.class);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void an_item_that_is_ready_with_its_worker_or_not_recorded_yet_keeps_a_run_from_being_quiet() {
        open(2, items(1, ""), LATER);
        assertThat(quietUntil()).as("it is ready").isEqualTo(Instant.MIN);
        dispatch.next(NOW);
        assertThat(quietUntil()).as("it is with its worker").isEqualTo(Instant.MIN);
        dispatch.left(run.id(), 0, Duration.ofMillis(1), NOW.plusSeconds(90));
        assertThat(quietUntil()).as("its outcome is not recorded").isEqualTo(Instant.MIN);
        dispatch.changed(view(run, RunState.WORKING, false, new Counts(2, 0, 0, 0, 2), true), 1);
        assertThat(quietUntil()).as("it waits, for less long than the other").isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void a_suspect_that_waits_for_its_host_keeps_a_run_from_being_quiet() {
        freeAt.put("held.example", LATER);
        open(1, List.of(item(0, "held.example/x", 1)), Instant.MAX);
        dispatch.next(NOW);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void items_of_a_host_that_is_held_for_long_leave_a_run_quiet_once_they_rest_in_the_ledger() {
        freeAt.put("held.example", LATER);
        open(1, items(1, "held.example/"), Instant.MAX);
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Rest.class);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
        dispatch.changed(view(run, RunState.WORKING, false, new Counts(1, 0, 0, 0, 1), true), 1);
        assertThat(quietUntil()).isBetween(LATER, LATER.plusSeconds(5));
    }

    @Test
    void a_list_that_is_asked_for_again_later_leaves_a_run_quiet_until_then() {
        dispatch.open(run);
        dispatch.next(NOW);
        dispatch.filled(run.id(), new Due(EPOCH, List.of(), 0, false, Instant.MAX));
        dispatch.listAgain(run.id(), 2, LATER);
        assertThat(quietUntil()).isEqualTo(LATER);
    }

    @Test
    void a_run_that_only_its_summary_is_missing_of_is_not_quiet() {
        open(1, items(1, ""), Instant.MAX);
        dispatch.next(NOW);
        dispatch.left(run.id(), 0, Duration.ofMillis(1), Instant.MAX);
        dispatch.changed(view(run, RunState.WORKING, false, new Counts(1, 1, 0, 0, 0), true), 1);
        assertThat(dispatch.next(NOW)).hasAtLeastOneElementOfType(Step.Close.class);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void a_run_that_is_paused_is_not_quiet_as_it_rests_for_another_reason() {
        open(1, List.of(), LATER);
        dispatch.changed(view(run, RunState.WORKING, true, new Counts(1, 0, 0, 0, 1), true), 0);
        assertThat(quietUntil()).isEqualTo(Instant.MIN);
    }
}
