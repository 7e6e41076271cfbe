package dev.trawl.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.Slice;
import dev.trawl.core.Stats;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.Tables;
import dev.trawl.core.port.Turns;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be asked of the rows of a ledger. A backend extends this and says how it is opened. */
public abstract class TablesContract extends LedgerQuestions {
    private static final TableSpec VISITS = new TableSpec(
            "visits",
            List.of("place", "name"),
            List.of(
                    new TableSpec.Column("place", ColumnType.TEXT),
                    new TableSpec.Column("name", ColumnType.TEXT),
                    new TableSpec.Column("due", ColumnType.INSTANT),
                    new TableSpec.Column("served", ColumnType.INSTANT)));

    private static final TableSpec UNKNOWN =
            new TableSpec("unknown", List.of("name"), List.of(new TableSpec.Column("name", ColumnType.TEXT)));

    private static final int PAGE = 2;

    private final Deque<OpenItem> items = new ArrayDeque<>();
    private int written;

    /** The rows of the ledger under test. */
    protected abstract Tables tables();

    @BeforeEach
    void begin() {
        Job sample = SampleJob.of(new NumberSource(0, 1), (_, _) -> Outcome.DONE);
        Job job = new Job(
                sample.name(),
                sample.about(),
                sample.inputs(),
                sample.rules(),
                List.of(VISITS),
                sample.parts(),
                sample.definition());
        ledger().accept(new NewRun(RUN, job, Json.parse("{}"), Optional.empty(), NOW));
        list(
                0,
                Optional.empty(),
                IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));
        items.addAll(due().items());
    }

    private void write(String place, String name, @Nullable String due, @Nullable String served) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("place", place);
        columns.put("name", name);
        columns.put("due", due == null ? null : Instant.parse(due));
        columns.put("served", served == null ? null : Instant.parse(served));
        settle(
                items.removeFirst(),
                done(),
                new Effects(List.of(new Row("visits", columns)), List.of(), List.of(), Stats.NONE));
        written++;
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream()
                .map(row -> String.valueOf(row.columns().get("name")))
                .toList();
    }

    /** The names of all rows that have their turn, read a page at a time. */
    private List<String> turns(Turns turns) {
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Slice<Row> page = tables().rows(VISITS, turns, after, PAGE);
            names.addAll(names(page.items()));
            after = page.next();
        } while (after.isPresent());
        return names;
    }

    private static Turns turns(String by, boolean all) {
        return new Turns("due", "served", Instant.parse(by), all);
    }

    @Test
    void rows_are_found_by_their_keys_in_the_order_of_these() {
        write("here", "a", null, null);
        write("there", "a", null, null);
        write("here", "b", null, null);
        List<Row> found = tables().rows(
                        VISITS,
                        List.of(List.of("here", "b"), List.of("here", "c"), List.of("there", "a"), List.of("", "")));
        assertThat(found)
                .extracting(
                        row -> row.columns().get("place") + " " + row.columns().get("name"))
                .containsExactly("here b", "there a");
    }

    @Test
    void rows_have_their_turn_when_they_are_due_those_served_the_longest_ago_first() {
        write("", "later", "2026-11-21T12:00:01Z", null);
        write("", "lately", "2026-11-21T11:00:00Z", "2026-11-21T10:00:00.500Z");
        write("", "now", "2026-11-21T12:00:00Z", "2026-11-21T10:00:00Z");
        write("", "new", null, null);
        write("", "long ago", null, "2020-01-01T00:00:00.123456Z");
        write("", "newer", null, null);
        assertThat(turns(turns("2026-11-21T12:00:00Z", false)))
                .containsExactly("new", "newer", "long ago", "now", "lately");
        assertThat(turns(turns("2026-11-21T12:00:00.001Z", false))).doesNotContain("later");
        assertThat(turns(turns("2026-11-21T12:00:00Z", true))).hasSize(written);
    }

    @Test
    void a_row_that_is_served_while_the_list_is_read_has_no_second_turn_and_keeps_no_other_from_its_own() {
        for (int n = 0; n < 6; n++) {
            write("", "n" + n, null, null);
        }
        Turns turns = turns("2026-11-21T12:00:00Z", true);
        Slice<Row> first = tables().rows(VISITS, turns, Optional.empty(), PAGE);
        write("", "n0", null, "2026-11-21T12:00:00Z");
        write("", "n5", null, "2026-11-21T12:00:07Z");
        write("", "n6", null, null);
        Slice<Row> second = tables().rows(VISITS, turns, first.next(), PAGE);
        Slice<Row> third = tables().rows(VISITS, turns, second.next(), PAGE);
        assertThat(names(first.items())).containsExactly("n0", "n1");
        assertThat(names(second.items())).containsExactly("n2", "n3");
        assertThat(names(third.items())).containsExactly("n4", "n6");
    }

    @Test
    void a_table_of_which_nothing_was_written_has_no_rows_and_a_token_of_nothing_is_refused() {
        assertThat(tables().rows(UNKNOWN, List.of(List.of("a")))).isEmpty();
        assertThat(tables().rows(UNKNOWN, turns("2026-11-21T12:00:00Z", true), Optional.empty(), PAGE)
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> tables().rows(VISITS, turns("2026-11-21T12:00:00Z", true), Optional.of("x"), PAGE))
                .hasMessageContaining("no token of this list");
    }
}
