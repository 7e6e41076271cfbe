package dev.trawl.systems.feeds;

import dev.trawl.core.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The round of a schedule that a run is. Instants that come while it goes on are left out, so it begins nothing shortly before the next one, and takes
 * what is nearer to it than to that. A run that somebody asked for is none: it takes what is due, and as long as that takes.
 *
 * @param instant at which it began
 * @param every how long after that the next one begins; zero where the run is none
 */
record Round(Instant instant, Duration every) {
    /** Of a run that is none. */
    static final Round NONE = new Round(Instant.EPOCH, Duration.ZERO);

    private static final String INSTANT = "instant";
    private static final String EVERY = "every";

    /** As the job says it: {@code {instant, every}}; none where either is missing. An IllegalArgumentException where they make no sense. */
    static Round of(JsonNode settings) {
        Optional<String> instant = text(settings, INSTANT);
        Optional<String> every = text(settings, EVERY);
        try {
            return instant.isPresent() && every.isPresent()
                    ? new Round(Instant.parse(instant.get()), Durations.parse(every.get()))
                    : NONE;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "instant is an instant such as 2026-11-22T12:00:00Z, got: " + instant.get(), e);
        }
    }

    private static Optional<String> text(JsonNode settings, String name) {
        return Optional.ofNullable(settings.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isBlank());
    }

    /** By how much what is due later is nearer to this round than to the next. */
    Duration early() {
        return every.dividedBy(2);
    }

    /**
     * Whether nothing more is begun in it: what is under way may take as long as a request does. A run that is taken up or redriven
     * long after is no round any more: it takes what it has, as long as that takes.
     */
    boolean over(Instant now) {
        return every.isPositive()
                && now.isAfter(instant.plus(every.multipliedBy(3).dividedBy(4)))
                && now.isBefore(instant.plus(every.multipliedBy(2)));
    }
}
