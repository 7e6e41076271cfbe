package dev.trawl.core.trigger;

import dev.trawl.core.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * When a job runs by itself, and what happens where it can't.
 *
 * @param jitter by how much an instant's run is begun later at most, so that not everything begins at once; the
 *     same at every look at the same instant. No longer than {@link #JITTER_MAX}
 */
public record Timetable(Schedule schedule, Duration jitter, Overlap overlap, Misfire misfire) {
    /** The longest jitter. */
    public static final Duration JITTER_MAX = Duration.ofDays(1);

    public Timetable {
        Duration most = schedule instanceof Every every && every.length().compareTo(JITTER_MAX) < 0
                ? every.length()
                : JITTER_MAX;
        if (jitter.isNegative() || jitter.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "takes a jitter of at most " + most.toSeconds() + "s, got: " + jitter.toMillis() + "ms");
        }
    }

    /**
     * Reads one as job files write it: a text, or {@code {at, zone, jitter, overlap, misfire}}. Where nothing is
     * said: UTC, no jitter, {@link Overlap#SKIP}, {@link Misfire#SKIP}.
     *
     * @throws IllegalArgumentException where it makes no sense
     */
    public static Timetable of(JsonNode settings) {
        String at = settings.isString()
                ? settings.stringValue()
                : settings.path("at").asString("");
        return new Timetable(
                Schedule.parse(at, zone(settings.path("zone").asString("UTC"))),
                Durations.parse(settings.path("jitter").asString("0s")),
                Overlap.valueOf(settings.path("overlap").asString("skip").toUpperCase(Locale.ROOT)),
                Misfire.valueOf(settings.path("misfire").asString("skip").toUpperCase(Locale.ROOT)));
    }

    /** Reads the name of a time zone; anything else is an IllegalArgumentException. */
    public static ZoneId zone(String name) {
        try {
            return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("takes a time zone such as UTC or Europe/Berlin, got: " + name, e);
        }
    }

    /** When the run of an instant of a job is begun: then, or later by the jitter that is its own. */
    public Instant begins(String job, Instant instant) {
        // The finalizer of MurmurHash3: every bit of the job and of the instant counts.
        long mixed = job.hashCode() * 0x9E3779B97F4A7C15L ^ instant.toEpochMilli();
        mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return instant.plusMillis(Math.floorMod(mixed ^ mixed >>> 33, jitter.toMillis() + 1));
    }
}
