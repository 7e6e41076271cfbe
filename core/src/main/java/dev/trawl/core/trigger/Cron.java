package dev.trawl.core.trigger;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Five cron fields on the clocks of a zone: minute, hour, day of month, month, day of week. Where both days are
 * restricted, one that fits either counts, as in Unix.
 *
 * <p>When clocks are moved: a schedule with every hour in it goes by time that passes; it comes in both hours that
 * carry one name, and nothing stands for an hour that is left out. Any other schedule goes by the wall clock: what
 * falls into hours that are left out comes at once after them, together; what comes twice counts the first time.
 */
public final class Cron implements Schedule {
    private final String text;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final List<LocalTime> times;
    private final boolean everyHour;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    /** Whether one of the two kinds of day is enough. */
    private final boolean either;

    /** The day that was looked at last: one asks for the instants of a day one after the other. */
    private volatile Day known = new Day(LocalDate.MIN, List.of());

    private record Day(LocalDate date, List<Instant> instants) {}

    private Cron(String text, List<String> fields, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        this.rules = zone.getRules();
        BitSet hours = CronField.HOUR.parse(fields.get(1));
        this.times = times(hours, CronField.MINUTE.parse(fields.get(0)));
        this.everyHour = hours.cardinality() == 24;
        this.days = CronField.DAY_OF_MONTH.parse(fields.get(2));
        this.months = CronField.MONTH.parse(fields.get(3));
        this.weekdays = CronField.DAY_OF_WEEK.parse(fields.get(4));
        this.either = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    }

    static Cron parse(String text, ZoneId zone) {
        List<String> fields = List.of(text.strip().split(" +", -1));
        if (fields.size() != CronField.values().length) {
            throw new IllegalArgumentException("takes " + TAKES + ", got: " + text);
        }
        Cron cron = new Cron(text, fields, zone);
        if (!cron.comes()) {
            throw new IllegalArgumentException("takes a day that some month has, got: " + text);
        }
        return cron;
    }

    private static List<LocalTime> times(BitSet hours, BitSet minutes) {
        return hours.stream()
                .boxed()
                .flatMap(hour -> minutes.stream().mapToObj(minute -> LocalTime.of(hour, minute)))
                .toList();
    }

    /** Whether there is such a day at all. */
    private boolean comes() {
        return either
                || months.stream()
                        .anyMatch(month -> days.nextSetBit(0) <= Month.of(month).maxLength());
    }

    @Override
    public Instant next(Instant after) {
        LocalDate date = date(after);
        while (true) {
            for (Instant instant : instants(date)) {
                if (instant.isAfter(after)) {
                    return instant;
                }
            }
            date = date.plusDays(1);
        }
    }

    @Override
    public Optional<Span> span(Instant after, Instant until) {
        List<Instant> ends = new ArrayList<>();
        long count = 0;
        for (LocalDate date = date(after); !start(date).isAfter(until); date = date.plusDays(1)) {
            for (Instant instant : instants(date)) {
                if (instant.isAfter(after) && !instant.isAfter(until)) {
                    if (ends.size() == 2) {
                        ends.removeLast();
                    }
                    ends.add(instant);
                    count++;
                }
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(new Span(ends.getFirst(), ends.getLast(), count));
    }

    @Override
    public List<Instant> newest(Instant from, Instant to, int limit) {
        List<Instant> found = new ArrayList<>();
        LocalDate date = date(to).plusDays(1);
        while (found.size() < limit && start(date.plusDays(1)).isAfter(from)) {
            for (Instant instant : instants(date).reversed()) {
                if (found.size() < limit && !instant.isBefore(from) && !instant.isAfter(to)) {
                    found.add(instant);
                }
            }
            date = date.minusDays(1);
        }
        return found;
    }

    /** The date that clocks show: it has begun, and the next may have where clocks were set back over midnight. */
    private LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    private Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /** What comes from the first start of a date to the first start of the next, in order. */
    private List<Instant> instants(LocalDate date) {
        Day day = known;
        if (!day.date().equals(date)) {
            day = new Day(date, look(date));
            known = day;
        }
        return day.instants();
    }

    private List<Instant> look(LocalDate date) {
        ZoneOffsetTransition moved =
                rules.nextTransition(start(date.minusDays(1)).minusMillis(1));
        if (moved == null || moved.getInstant().isAfter(start(date.plusDays(2)))) {
            ZoneOffset offset = rules.getOffset(start(date));
            return fits(date)
                    ? times.stream()
                            .map(time -> date.atTime(time).toInstant(offset))
                            .toList()
                    : List.of();
        }
        // Clocks may be set back over midnight, and what was left out may end on the next day.
        Instant from = start(date);
        Instant to = start(date.plusDays(1));
        TreeSet<Instant> found = new TreeSet<>();
        Stream.of(date.minusDays(1), date, date.plusDays(1))
                .filter(this::fits)
                .flatMap(each -> times.stream().map(each::atTime))
                .flatMap(this::instants)
                .filter(instant -> !instant.isBefore(from) && instant.isBefore(to))
                .forEach(found::add);
        return List.copyOf(found);
    }

    private Stream<Instant> instants(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (everyHour) {
            return offsets.stream().map(local::toInstant);
        }
        return Stream.of(
                offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst()));
    }

    private boolean fits(LocalDate date) {
        boolean day = days.get(date.getDayOfMonth());
        // Sunday is 0 here and 7 there.
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % DayOfWeek.values().length);
        return months.get(date.getMonthValue()) && (either ? day || weekday : day && weekday);
    }

    @Override
    public String toString() {
        return text + " " + zone;
    }
}
