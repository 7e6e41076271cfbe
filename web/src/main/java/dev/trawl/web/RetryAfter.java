package dev.trawl.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wait that an answer asks for (RFC 9110, section 10.2.3): seconds or a date. */
final class RetryAfter {
    /** The longest wait that is understood. */
    static final Duration MAX = Duration.ofDays(366);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d*)?");

    private RetryAfter() {}

    /** What the headers ask for; never negative; empty where they ask for nothing that can be understood. */
    static Optional<Duration> of(Map<String, String> headers, Instant now) {
        return Optional.ofNullable(headers.get("retry-after"))
                .map(String::strip)
                .flatMap(text -> read(text, now));
    }

    /** Seconds as servers write them, with decimals too; empty for anything else. */
    static Optional<Duration> seconds(String text) {
        if (!SECONDS.matcher(text).matches()) {
            return Optional.empty();
        }
        long seconds = (long) Math.ceil(Double.parseDouble(text));
        return Optional.of(Duration.ofSeconds(Math.min(seconds, MAX.toSeconds())));
    }

    private static Optional<Duration> read(String text, Instant now) {
        return seconds(text).or(() -> date(text, now));
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(now, then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX) < 0 ? wait : MAX);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
