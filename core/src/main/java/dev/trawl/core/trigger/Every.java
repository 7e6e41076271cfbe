package dev.trawl.core.trigger;

import dev.trawl.core.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The multiples of a duration since 1970 in UTC, whatever any wall clock shows.
 *
 * @param length of at least {@link #LENGTH_MIN}
 */
public record Every(Duration length) implements Schedule {
    /** The shortest: each instant costs a commit. */
    public static final Duration LENGTH_MIN = Duration.ofSeconds(1);

    static final String WORD = "every ";

    public Every {
        if (length.compareTo(LENGTH_MIN) < 0) {
            throw new IllegalArgumentException("takes at least 1s after \"every\", got: " + length.toMillis() + "ms");
        }
    }

    static Every parse(String text) {
        return new Every(Durations.parse(text.substring(WORD.length())));
    }

    @Override
    public Instant next(Instant after) {
        return instant(number(after) + 1);
    }

    @Override
    public Optional<Span> span(Instant after, Instant until) {
        long first = number(after) + 1;
        long last = number(until);
        return first > last ? Optional.empty() : Optional.of(new Span(instant(first), instant(last), last - first + 1));
    }

    @Override
    public List<Instant> newest(Instant from, Instant to, int limit) {
        long first = number(from.minusMillis(1)) + 1;
        long last = number(to);
        long count = Math.clamp(last - first + 1, 0, limit);
        return LongStream.range(0, count).mapToObj(back -> instant(last - back)).toList();
    }

    /** How many lengths have passed at an instant since 1970. */
    private long number(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), length.toMillis());
    }

    private Instant instant(long number) {
        return Instant.ofEpochMilli(number * length.toMillis());
    }
}
