package dev.trawl.core;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a run. New ones sort by the time they were made at: 9 characters of milliseconds, 7 of chance, in the
 * alphabet of Crockford's base 32 in lower case.
 *
 * @param text 1 to 40 letters, digits and hyphens
 */
public record RunId(String text) implements Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9-]{1,40}");
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_CHARACTERS = 9;
    private static final int CHANCE_CHARACTERS = 7;

    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("A run is named by 1 to 40 letters, digits and hyphens, got: " + text);
        }
    }

    /** A new name. */
    public static RunId create(Instant now, RandomGenerator random) {
        StringBuilder text = new StringBuilder(TIME_CHARACTERS + CHANCE_CHARACTERS);
        append(text, now.toEpochMilli(), TIME_CHARACTERS);
        append(text, random.nextLong() >>> 1, CHANCE_CHARACTERS);
        return new RunId(text.toString());
    }

    private static void append(StringBuilder text, long bits, int characters) {
        for (int at = characters - 1; at >= 0; at--) {
            text.append(ALPHABET.charAt((int) (bits >>> (5 * at)) & 31));
        }
    }

    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
