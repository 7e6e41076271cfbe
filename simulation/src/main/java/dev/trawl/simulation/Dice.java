package dev.trawl.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chance, by a seed and names: what is drawn for one name does not move what is drawn for another, so a fault that
 * is left out leaves the rest of its world as it was.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    private Dice(long state) {
        this.random = new SplittableRandom(state);
    }

    /** The dice of a name. */
    static Dice of(long seed, String name, long number) {
        long state = seed;
        for (int n = 0; n < name.length(); n++) {
            state = mix(state + name.charAt(n));
        }
        return new Dice(mix(state + number * GOLDEN));
    }

    private static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From {@code least} to {@code most}, both of them too. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Below a bound. */
    long below(long bound) {
        return random.nextLong(bound);
    }

    /** With a probability of 0 to 1. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of several. */
    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The same as a source of random numbers. */
    RandomGenerator generator() {
        return random;
    }
}
