package dev.trawl.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trawl.core.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a job file says of a schedule, and schedules that go by time alone. */
final class TimetableTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void every_so_often_is_multiples_since_1970() {
        Schedule schedule = Schedule.parse("every 7m", ZoneOffset.UTC);
        Instant next = schedule.next(NOON);
        assertThat(next).isBetween(NOON, NOON.plusSeconds(420));
        assertThat(next.getEpochSecond() % 420).isZero();
        assertThat(schedule.next(next)).isEqualTo(next.plusSeconds(420));
        assertThat(schedule.next(Instant.EPOCH)).isEqualTo(Instant.EPOCH.plusSeconds(420));
        assertThat(schedule.next(Instant.EPOCH.minusMillis(1))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void a_span_of_every_so_often_is_counted_without_naming_each() {
        Schedule schedule = Schedule.parse("every 1s", ZoneOffset.UTC);
        Instant later = NOON.plus(Duration.ofDays(36_500));
        assertThat(schedule.span(NOON, later))
                .contains(new Schedule.Span(
                        NOON.plusSeconds(1), later, Duration.ofDays(36_500).toSeconds()));
        assertThat(schedule.span(NOON, NOON.plusMillis(999))).isEmpty();
        assertThat(schedule.span(NOON, NOON.minusSeconds(10))).isEmpty();
        assertThat(schedule.newest(NOON, later, 2)).containsExactly(later, later.minusSeconds(1));
        assertThat(schedule.newest(NOON, NOON.plusSeconds(1), 9)).containsExactly(NOON.plusSeconds(1), NOON);
        assertThat(schedule.newest(NOON.plusMillis(1), NOON.plusMillis(999), 9)).isEmpty();
    }

    @Test
    void where_nothing_is_said_it_is_utc_without_jitter_and_skips() {
        Timetable timetable = Timetable.of(Json.tree("0 6 * * *"));
        assertThat(timetable.schedule().next(NOON)).isEqualTo(Instant.parse("2026-11-22T06:00:00Z"));
        assertThat(timetable.overlap()).isEqualTo(Overlap.SKIP);
        assertThat(timetable.misfire()).isEqualTo(Misfire.SKIP);
        assertThat(timetable.begins("offers", NOON)).isEqualTo(NOON);
    }

    @Test
    void all_of_it_can_be_said() {
        Timetable timetable = Timetable.of(Json.parse("""
                {"at": "0 6 * * *", "zone": "Europe/Berlin", "jitter": "10s", "overlap": "replace", "misfire": "once"}""").tree());
        assertThat(timetable.schedule().next(NOON)).isEqualTo(Instant.parse("2026-11-22T05:00:00Z"));
        assertThat(timetable.jitter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(timetable.overlap()).isEqualTo(Overlap.REPLACE);
        assertThat(timetable.misfire()).isEqualTo(Misfire.ONCE);
    }

    @Test
    void jitter_is_bounded_spread_out_and_the_same_at_every_look() {
        Timetable timetable = Timetable.of(
                Json.parse("{\"at\": \"every 10m\", \"jitter\": \"10s\"}").tree());
        long[] delays = LongStream.range(0, 1_000)
                .map(n -> {
                    Instant instant = Instant.ofEpochSecond(600 * n);
                    Instant begins = timetable.begins("offers", instant);
                    assertThat(timetable.begins("offers", instant)).isEqualTo(begins);
                    return Duration.between(instant, begins).toMillis();
                })
                .toArray();
        assertThat(LongStream.of(delays)).allMatch(delay -> delay >= 0 && delay <= 10_000);
        assertThat(LongStream.of(delays).average()).hasValueCloseTo(5_000.0, offset(500.0));
        assertThat(timetable.begins("other", NOON)).isNotEqualTo(timetable.begins("offers", NOON));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused("\"every 0s\"", "at least 1s");
        refused("\"every 10ms\"", "at least 1s");
        refused("{\"at\": \"every 10s\", \"jitter\": \"11s\"}", "at most 10s");
        refused("{\"at\": \"0 6 * * *\", \"zone\": \"Mars/Base\"}", "Europe/Berlin");
    }

    private static void refused(String settings, String why) {
        assertThatThrownBy(() -> Timetable.of(Json.parse(settings).tree()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
