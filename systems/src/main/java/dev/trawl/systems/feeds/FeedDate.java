package dev.trawl.systems.feeds;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as feeds write them: RFC 822 and its successors with all that is done to them, ISO 8601 down to a year, and what
 * C's asctime prints. Without a zone they are in UTC.
 */
final class FeedDate {
    /** No date is longer. */
    private static final int LETTERS_MAX = 100;

    private static final String TIME = "(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:[.,]\\d+)?)?)?\\s*([ap]m)?";
    private static final String ZONE = "\\s*((?:gmt|utc)?\\s*[+-]\\s*\\d{1,2}:?\\d{0,2}|[a-z]{1,5})?";
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})(?:-?(\\d{3})(?!\\d)|-?(\\d{2})(?:-?(\\d{2}))?)?(?:(?:t|\\s+)" + TIME + ZONE + ")?.{0,10}");

    /** ISO 8601 whose time has no colons. */
    private static final Pattern COMPACT = Pattern.compile("(\\d{8})t?(\\d{2})(\\d{2})(\\d{2})?(.*)");

    /** Day first, as in mail. */
    private static final Pattern MAIL = Pattern.compile(
            "(?:\\p{L}+\\.?,?\\s*)?(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(\\p{L}{3,9})\\.?,?[\\s-]+(\\d{2,4})"
                    + "(?:,?\\s+(?:at\\s+)?" + TIME + ZONE + ")?.{0,40}");

    /** Month first, and the year behind the day ({@code Jan 5, 2004 10:00}). */
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "(?:\\p{L}+\\.?,?\\s+)?(\\p{L}{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?:,?\\s+(?:at\\s+)?"
                    + TIME + ZONE + ")?.{0,40}");

    /** The year at the end ({@code Sun Jan 4 16:29:06 PST 2004}). */
    private static final Pattern ASCTIME =
            Pattern.compile("(?:\\p{L}+,?\\s+)?(\\p{L}{3,9})\\s+(\\d{1,2})\\s+" + TIME + ZONE + "\\s+(\\d{4})");

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** Hours of zones that have names (RFC 822, section 5.1, and those of Europe). */
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("est", -5),
            Map.entry("edt", -4),
            Map.entry("cst", -6),
            Map.entry("cdt", -5),
            Map.entry("mst", -7),
            Map.entry("mdt", -6),
            Map.entry("pst", -8),
            Map.entry("pdt", -7),
            Map.entry("ast", -4),
            Map.entry("adt", -3),
            Map.entry("et", -5),
            Map.entry("ct", -6),
            Map.entry("mt", -7),
            Map.entry("pt", -8),
            Map.entry("at", -4),
            Map.entry("cet", 1),
            Map.entry("cest", 2),
            Map.entry("met", 1),
            Map.entry("mest", 2),
            Map.entry("bst", 1),
            Map.entry("eet", 2),
            Map.entry("eest", 3),
            Map.entry("msk", 3),
            Map.entry("jst", 9),
            Map.entry("kst", 9),
            Map.entry("a", -1),
            Map.entry("n", 1),
            Map.entry("m", -12),
            Map.entry("y", 12));

    private FeedDate() {}

    /** The instant that a text names; empty where it is none that can be understood. */
    static Optional<Instant> read(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (text.isEmpty() || text.length() > LETTERS_MAX) {
            return Optional.empty();
        }
        try {
            return instant(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        Matcher compact = COMPACT.matcher(text);
        if (compact.matches()) {
            String seconds = Optional.ofNullable(compact.group(4)).orElse("00");
            String spelt = compact.group(1) + "t" + compact.group(2) + ":" + compact.group(3) + ":" + seconds;
            return instant(spelt + compact.group(5));
        }
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return Optional.of(at(isoDay(iso), iso, 5));
        }
        Matcher mail = MAIL.matcher(text);
        if (mail.matches()) {
            return month(mail.group(2)).map(month -> at(day(mail.group(3), month, mail.group(1)), mail, 4));
        }
        Matcher asctime = ASCTIME.matcher(text);
        if (asctime.matches()) {
            return month(asctime.group(1)).map(month -> at(day(asctime.group(8), month, asctime.group(2)), asctime, 3));
        }
        Matcher first = MONTH_FIRST.matcher(text);
        return first.matches()
                ? month(first.group(1)).map(month -> at(day(first.group(3), month, first.group(2)), first, 4))
                : Optional.empty();
    }

    private static LocalDate isoDay(Matcher iso) {
        int year = Integer.parseInt(iso.group(1));
        if (iso.group(2) != null) {
            return LocalDate.ofYearDay(year, number(iso.group(2), 1));
        }
        return LocalDate.of(year, number(iso.group(3), 1), number(iso.group(4), 1));
    }

    private static LocalDate day(String year, int month, String day) {
        int written = Integer.parseInt(year);
        int century = year.length() > 2 ? 0 : written < 70 ? 2000 : 1900;
        return LocalDate.of(written + century, month, Integer.parseInt(day));
    }

    /** The instant of a day and a time whose groups begin at a number. A leap second is the second before it. */
    private static Instant at(LocalDate day, Matcher time, int group) {
        int hour = number(time.group(group), 0);
        int afternoon = "pm".equals(time.group(group + 3)) && hour < 12 ? 12 : 0;
        int midnight = "am".equals(time.group(group + 3)) && hour == 12 ? -12 : 0;
        int second = Math.min(number(time.group(group + 2), 0), 59);
        long days = hour == 24 ? 1 : 0;
        LocalTime clock = LocalTime.of(hour % 24 + afternoon + midnight, number(time.group(group + 1), 0), second);
        return LocalDateTime.of(day.plusDays(days), clock).toInstant(zone(time.group(group + 4)));
    }

    private static ZoneOffset zone(@Nullable String written) {
        String text = Optional.ofNullable(written).orElse("").replaceAll("gmt|utc|[\\s:]", "");
        if (text.isEmpty() || Character.isLetter(text.charAt(0))) {
            return ZoneOffset.ofHours(ZONES.getOrDefault(text, 0));
        }
        String digits = text.substring(1);
        int hours = Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
        int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
        int sign = text.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static Optional<Integer> month(String name) {
        int index = MONTHS.indexOf(name.substring(0, 3));
        return index < 0 ? Optional.empty() : Optional.of(index + 1);
    }

    private static int number(@Nullable String digits, int standard) {
        return digits == null ? standard : Integer.parseInt(digits);
    }
}
