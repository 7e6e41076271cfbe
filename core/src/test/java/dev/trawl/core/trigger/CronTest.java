package dev.trawl.core.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron schedules, where clocks go forward and back too. */
final class CronTest {
    private static final String BERLIN = "Europe/Berlin";

    /** A schedule, what it means, and a span in which clocks move. */
    record Scene(String cron, Predicate<LocalDateTime> means, boolean everyHour, String zone, String from, int days) {}

    private static Stream<Scene> scenes() {
        return Stream.of(
                        where(BERLIN, "2026-03-26T00:00:00Z", 6),
                        where(BERLIN, "2026-10-22T00:00:00Z", 6),
                        where("America/New_York", "2026-03-06T00:00:00Z", 5),
                        where("America/New_York", "2026-10-30T00:00:00Z", 5),
                        // Half an hour, and over midnight.
                        where("Australia/Lord_Howe", "2026-04-02T00:00:00Z", 6),
                        where("Australia/Lord_Howe", "2026-10-01T00:00:00Z", 6),
                        where("America/St_Johns", "2009-10-30T00:00:00Z", 5),
                        where("America/St_Johns", "2009-03-06T00:00:00Z", 5),
                        where("America/Havana", "2026-10-30T00:00:00Z", 5),
                        where("America/Sao_Paulo", "2018-11-02T00:00:00Z", 5),
                        // A whole day that never was.
                        where("Pacific/Apia", "2011-12-28T00:00:00Z", 6),
                        where("Asia/Kathmandu", "2026-01-01T00:00:00Z", 3),
                        where("UTC", "2024-02-27T00:00:00Z", 4))
                .flatMap(scenes -> scenes);
    }

    private static Stream<Scene> where(String zone, String from, int days) {
        return Stream.of(
                new Scene("* * * * *", _ -> true, true, zone, from, days),
                new Scene("30 * * * *", at -> at.getMinute() == 30, true, zone, from, days),
                new Scene("*/20 0-23 * * *", at -> at.getMinute() % 20 == 0, true, zone, from, days),
                new Scene("0 */2 * * *", at -> at.getMinute() == 0 && at.getHour() % 2 == 0, false, zone, from, days),
                new Scene(
                        "*/10 1-2 * * *",
                        at -> at.getMinute() % 10 == 0 && (at.getHour() == 1 || at.getHour() == 2),
                        false,
                        zone,
                        from,
                        days),
                new Scene(
                        "15,45 0,23 * * *",
                        at -> at.getMinute() % 30 == 15 && at.getHour() % 23 == 0,
                        false,
                        zone,
                        from,
                        days),
                new Scene(
                        "5 12 * * sun",
                        at -> at.getMinute() == 5 && at.getHour() == 12 && at.getDayOfWeek() == DayOfWeek.SUNDAY,
                        false,
                        zone,
                        from,
                        days),
                new Scene(
                        "0 0 30 * 7",
                        at -> at.getMinute() == 0
                                && at.getHour() == 0
                                && (at.getDayOfMonth() == 30 || at.getDayOfWeek() == DayOfWeek.SUNDAY),
                        false,
                        zone,
                        from,
                        days));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void it_comes_when_a_look_at_every_minute_says_so(Scene scene) {
        Instant from = Instant.parse(scene.from());
        Instant until = from.plus(Duration.ofDays(scene.days()));
        List<Instant> expected = minuteByMinute(scene, from, until);
        Schedule schedule = schedule(scene.cron(), scene.zone());

        assertThat(one_after_the_other(schedule, from, until)).isEqualTo(expected);
        assertThat(schedule.newest(from.plusMillis(1), until, Integer.MAX_VALUE))
                .isEqualTo(expected.reversed());
        assertThat(schedule.newest(from.plusMillis(1), until, 3))
                .isEqualTo(expected.reversed().stream().limit(3).toList());
        assertThat(schedule.span(from, until).map(span -> List.of(span.first(), span.last(), span.count())))
                .isEqualTo(
                        expected.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        List.of(expected.getFirst(), expected.getLast(), (long) expected.size())));
    }

    private static List<Instant> minuteByMinute(Scene scene, Instant from, Instant until) {
        ZoneRules rules = ZoneId.of(scene.zone()).getRules();
        TreeSet<Instant> found = new TreeSet<>();
        for (Instant at = from.plusSeconds(60); !at.isAfter(until); at = at.plusSeconds(60)) {
            LocalDateTime local = LocalDateTime.ofInstant(at, rules.getOffset(at));
            boolean first = rules.getValidOffsets(local).getFirst().equals(rules.getOffset(at));
            if (scene.means().test(local) && (scene.everyHour() || first)) {
                found.add(at);
            }
        }
        ZoneOffsetTransition moved = rules.nextTransition(from);
        if (moved != null && moved.isGap() && !moved.getInstant().isAfter(until) && !scene.everyHour()) {
            for (LocalDateTime at = moved.getDateTimeBefore();
                    at.isBefore(moved.getDateTimeAfter());
                    at = at.plusMinutes(1)) {
                if (scene.means().test(at)) {
                    found.add(moved.getInstant());
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Instant> one_after_the_other(Schedule schedule, Instant from, Instant until) {
        List<Instant> found = new ArrayList<>();
        for (Instant at = schedule.next(from); !at.isAfter(until); at = schedule.next(at)) {
            found.add(at);
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go from 2:00 to 3:00: what falls between comes at 3:00, once.
        "30 2 * * *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
        "*/10 2 * * *, Europe/Berlin, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:00:00Z",
        "30 2 * * *, America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z, 2026-03-09T06:30:00Z",
        "30 0 * * *, America/Sao_Paulo, 2018-11-03T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:30:00Z",
        "0 12 * * *, Pacific/Apia, 2011-12-29T23:00:00Z, 2011-12-30T10:00:00Z, 2011-12-30T22:00:00Z",
        // Clocks go from 3:00 back to 2:00: the first 2:30 counts.
        "30 2 * * *, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "30 1 * * *, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        "45 1 * * *, Australia/Lord_Howe, 2026-04-04T00:00:00Z, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z",
        // What comes every hour goes on hour by hour.
        "30 * * * *, Europe/Berlin, 2026-03-29T00:00:00Z, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "30 * * * *, Europe/Berlin, 2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z"
    })
    void it_is_defined_where_clocks_move(String cron, String zone, Instant after, Instant first, Instant second) {
        Schedule schedule = schedule(cron, zone);
        assertThat(schedule.next(after)).isEqualTo(first);
        assertThat(schedule.next(first)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 29 2 * | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 2 * | 2096-03-01T00:00:00Z| 2104-02-29T00:00:00Z",
                "0 0 1 1 * | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z",
                "0 9 * * mon-fri | 2026-11-20T09:00:00Z | 2026-11-23T09:00:00Z",
                "0 0 1,15 * 1 | 2026-11-02T00:00:00Z | 2026-11-09T00:00:00Z",
                "0 0 1,15 * 1 | 2026-11-09T00:00:00Z | 2026-11-15T00:00:00Z",
                "0 0 */2 * 1 | 2026-11-01T00:00:00Z | 2026-11-09T00:00:00Z",
                "5/20 0 * jan * | 2026-01-01T00:05:00Z | 2026-01-01T00:25:00Z",
                "0 0 * * 0-6 | 2026-11-02T00:00:00Z | 2026-11-03T00:00:00Z"
            })
    void it_reads_fields_as_unix_does(String cron, Instant after, Instant next) {
        assertThat(schedule(cron, "UTC").next(after)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 30 2 *",
                "0 0 31 4,6,9,11 *",
                "60 * * * *",
                "* * * *",
                "* 24 * * *",
                "a * * * *",
                "5-1 * * * *",
                "*/0 * * * *"
            })
    void what_never_comes_or_is_no_cron_is_refused(String cron) {
        assertThatThrownBy(() -> schedule(cron, "UTC")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sunday_has_two_numbers_and_a_name() {
        Instant friday = Instant.parse("2026-11-20T00:00:00Z");
        assertThat(Stream.of("0 0 * * 0", "0 0 * * 7", "0 0 * * sun")
                        .map(cron -> schedule(cron, "UTC").next(friday)))
                .containsOnly(Instant.parse("2026-11-22T00:00:00Z"));
    }

    private static Schedule schedule(String cron, String zone) {
        return Schedule.parse(cron, zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone));
    }
}
