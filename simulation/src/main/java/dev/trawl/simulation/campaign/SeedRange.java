package dev.trawl.simulation.campaign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds that follow each other.
 *
 * @param first of them
 * @param last of them, which is one of them too
 */
public record SeedRange(long first, long last) {
    /** The most seeds of one range: a week of them on two cores. */
    public static final long SEEDS_MAX = 100_000_000;

    /** The largest seed. */
    public static final long SEED_MAX = 999_999_999_999_999_999L;

    private static final Pattern TEXT = Pattern.compile("(\\d+)(?:\\.\\.(\\d+))?");

    /** Checks that there is at least one and no more than {@link #SEEDS_MAX}. */
    public SeedRange {
        if (first > SEED_MAX || last > SEED_MAX) {
            throw new IllegalArgumentException("Seeds go from 0 to " + SEED_MAX + ", and one that was given is larger");
        }
        if (first < 0 || last < first || last - first >= SEEDS_MAX) {
            throw new IllegalArgumentException("Seeds " + first + ".." + last + " are no range; it takes 1 to "
                    + SEEDS_MAX + " of them, from 0 up");
        }
    }

    /**
     * Reads {@code 1..20000}, or {@code 17} for one alone.
     *
     * @throws IllegalArgumentException where it is neither; the message says what is taken
     */
    public static SeedRange of(String text) {
        Matcher range = TEXT.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "The seeds " + text + " are neither a number such as 17 nor a range such as 1..1000");
        }
        long first = seed(range.group(1));
        return new SeedRange(first, range.group(2) == null ? first : seed(range.group(2)));
    }

    private static long seed(String digits) {
        try {
            return Math.min(Long.parseLong(digits), SEED_MAX + 1);
        } catch (NumberFormatException e) {
            return SEED_MAX + 1;
        }
    }

    /** How many there are. */
    public long size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
