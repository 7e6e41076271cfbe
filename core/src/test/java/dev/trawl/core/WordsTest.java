package dev.trawl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The words of core check themselves. */
final class WordsTest {
    @Test
    void a_number_that_is_too_long_to_be_written_is_none() {
        assertThat(ColumnType.writable(new BigDecimal("1e10000"))).isTrue();
        assertThat(ColumnType.writable(new BigDecimal("1e2147483647"))).isFalse();
        assertThatThrownBy(() -> ColumnType.NUMBER.read("1e-999999999")).hasMessageContaining("digits");
    }

    @Test
    void runs_that_were_made_later_sort_later() {
        Random random = new Random(3);
        RunId early = RunId.create(Instant.parse("2026-11-21T08:30:00Z"), random);
        RunId late = RunId.create(Instant.parse("2026-11-21T08:30:00.001Z"), random);
        assertThat(early).isLessThan(late);
        assertThat(early.text()).hasSize(16);
    }

    @Test
    void every_digit_of_a_number_is_kept() {
        String text = "{\"price\":10.10,\"big\":123456789012345678901234567890,\"small\":0.1000000000000000000001}";
        assertThat(Json.of(Json.parse(text).tree()).toString()).isEqualTo(text);
    }

    @Test
    void json_that_is_cut_or_followed_by_more_is_refused() {
        assertThatThrownBy(() -> Json.parse("{\"a\":1")).isInstanceOf(tools.jackson.core.JacksonException.class);
        assertThatThrownBy(() -> Json.parse("1 2")).isInstanceOf(tools.jackson.core.JacksonException.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(1_001) + "]".repeat(1_001)))
                .isInstanceOf(tools.jackson.core.JacksonException.class);
    }

    @Test
    void a_reason_is_a_word_in_kebab_case() {
        assertThat(new Failure("http-404", "").toString()).isEqualTo("http-404");
        assertThatThrownBy(() -> new Failure("Not found", "")).hasMessageContaining("kebab-case");
    }

    @Test
    void a_message_of_strangers_is_cut() {
        assertThat(new Failure("reset", "x".repeat(100_000)).message()).hasSize(Failure.MESSAGE_MAX);
    }

    @Test
    void durations_are_read_and_nonsense_is_refused() {
        assertThat(Durations.parseList("200ms,5s,2h"))
                .containsExactly(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(2));
        for (String wrong : List.of("", "5", "-1s", "1.5s", "s", "5 weeks", "99999999999s")) {
            assertThatThrownBy(() -> Durations.parse(wrong)).hasMessageContaining("got: " + wrong);
        }
    }

    @Test
    void counts_that_do_not_add_up_are_refused() {
        assertThat(new Counts(10, 3, 2, 1, 4).open()).isEqualTo(4);
        assertThat(new Counts(10, 3, 2, 1, 4).backlog()).isZero();
        assertThatThrownBy(() -> new Counts(3, 2, 2, 0, 0)).hasMessageContaining("does not hold");
    }

    @Test
    void what_could_not_be_worked_yet_rests_for_a_time_that_can_be_added_to_any_instant() {
        assertThat(new Outcome.Unfinished(Outcome.Unfinished.REST_MAX)).isNotNull();
        Duration toTheEnd = Duration.between(Instant.EPOCH, Instant.MAX);
        assertThatThrownBy(() -> new Outcome.Unfinished(toTheEnd)).hasMessageContaining("0 to 1000 days");
        assertThatThrownBy(() -> new Listing.Unfinished(toTheEnd)).hasMessageContaining("0 to 1000 days");
        assertThatThrownBy(() -> new Outcome.Unfinished(Duration.ofNanos(-1))).hasMessageContaining("0 to 1000 days");
    }

    @Test
    void a_share_of_dead_items_is_judged_from_a_hundred_ended_ones_while_listing_goes_on() {
        Tolerance tolerance = new Tolerance.Percent(5);
        assertThat(tolerance.exceeded(new Counts(90, 40, 50, 0, 0), false)).isFalse();
        assertThat(tolerance.exceeded(new Counts(200, 40, 60, 0, 0), false)).isTrue();
        assertThat(tolerance.exceeded(new Counts(100, 95, 5, 0, 0), true)).isFalse();
        assertThat(tolerance.exceeded(new Counts(100, 94, 6, 0, 0), true)).isTrue();
    }

    @Test
    void a_table_without_a_column_of_its_key_is_refused() {
        List<TableSpec.Column> columns = List.of(new TableSpec.Column("a", ColumnType.TEXT));
        assertThatThrownBy(() -> new TableSpec("t", List.of("b"), columns)).hasMessageContaining("got: [b]");
    }

    @Test
    void a_table_that_was_written_down_before_there_were_indexes_and_defaults_has_none() {
        TableSpec table = Json.parse(
                        "{\"name\":\"t\",\"key\":[\"a\"],\"columns\":[{\"name\":\"a\",\"type\":\"TEXT\"}]}")
                .as(TableSpec.class);
        assertThat(table)
                .isEqualTo(new TableSpec("t", List.of("a"), List.of(new TableSpec.Column("a", ColumnType.TEXT))));
    }
}
