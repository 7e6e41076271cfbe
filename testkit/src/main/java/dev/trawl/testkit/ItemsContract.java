package dev.trawl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemState;
import dev.trawl.core.ItemView;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger tells of single items, and how it takes those that come with a run. Part of {@link LedgerContract}. */
abstract class ItemsContract extends LedgerQuestions {
    private static final StoredObject OBJECT = new StoredObject("o/0.json", 2, "ab", "application/json");

    @Test
    void what_came_with_a_run_is_listed_as_it_is_taken_on_and_under_the_same_cause_once() {
        NewRun run = with("0", "1");
        assertThat(ledger().accept(run)).isInstanceOfSatisfying(Accepted.Taken.class, taken -> {
            assertThat(taken.run().counts().listed()).isEqualTo(2);
            assertThat(taken.run().listing().ended()).isTrue();
        });
        assertThat(ledger().accept(run))
                .isInstanceOfSatisfying(
                        Accepted.Taken.class,
                        taken -> assertThat(taken.created()).isFalse());
        reopen();
        assertThat(keys(due())).containsExactly("0", "1");
    }

    @Test
    void an_item_is_told_with_its_state_its_result_its_objects_and_why_it_died() {
        ledger().accept(with("0", "1", "2", "3"));
        List<OpenItem> items = due().items();
        Json result = Json.parse("{\"seen\":true}");
        settle(items.get(0), new Verdict.Done(Optional.of(result)), stored());
        settle(items.get(1), new Verdict.Dead(new Failure("http-422", "no")));
        settle(items.get(2), new Verdict.Waiting(NOW.plusSeconds(9)));
        for (int opened = 0; opened < 2; opened++) {
            assertThat(records().items(RUN, Optional.empty(), 10).items())
                    .extracting(ItemView::key, ItemView::state, ItemView::result, ItemView::why, ItemView::objects)
                    .containsExactly(
                            tuple("0", ItemState.DONE, Optional.of(result), Optional.empty(), List.of(OBJECT)),
                            tuple(
                                    "1",
                                    ItemState.DEAD,
                                    Optional.empty(),
                                    Optional.of(new Failure("http-422", "no")),
                                    List.of()),
                            tuple("2", ItemState.WAITING, Optional.empty(), Optional.empty(), List.of()),
                            tuple("3", ItemState.OPEN, Optional.empty(), Optional.empty(), List.of()));
            reopen();
        }
    }

    @Test
    void what_had_not_ended_when_its_run_was_closed_is_cancelled() {
        ledger().accept(with("0", "1"));
        settle(due().items().getFirst(), done(), stored());
        ledger().turn(RUN, new Turn.Cancel());
        close();
        assertThat(records().items(RUN, Optional.empty(), 10).items())
                .extracting(ItemView::state)
                .containsExactly(ItemState.DONE, ItemState.CANCELLED);
    }

    @Test
    void items_of_several_pages_are_told_slice_by_slice() {
        accept(RUN, Optional.empty());
        list(0, Optional.of("t1"), "a", "b", "c");
        list(1, Optional.of("t2"));
        list(2, Optional.empty(), "d", "e");
        Slice<ItemView> first = records().items(RUN, Optional.empty(), 4);
        assertThat(first.items()).extracting(ItemView::key).containsExactly("a", "b", "c", "d");
        Slice<ItemView> second = records().items(RUN, first.next(), 4);
        assertThat(second.items()).extracting(ItemView::key).containsExactly("e");
        assertThat(second.next()).isEmpty();
    }

    private static Effects stored() {
        return new Effects(List.of(), List.of(OBJECT), List.of(), Stats.NONE);
    }

    private void close() {
        RunView view = records().run(RUN).orElseThrow();
        Instant finished = NOW.plusSeconds(1);
        ledger().turn(
                        RUN,
                        new Turn.Close(
                                view.generation(), view.epoch(), RunState.CANCELLED, Json.parse("{}"), finished));
    }

    private static NewRun with(String... keys) {
        PageContent page = new PageContent(items(keys), Optional.empty(), true, Long.MAX_VALUE, Stats.NONE);
        return new NewRun(RUN, job(), Json.parse("{}"), Optional.of("post-1"), NOW, Optional.of(page));
    }
}
