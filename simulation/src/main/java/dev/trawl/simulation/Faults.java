package dev.trawl.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Decides where something goes wrong. Every place where something could is numbered, in the order those of its kind are come to, and
 * what is drawn there depends on the seed and the number alone.
 */
final class Faults {
    /** No world comes to more places of a kind than fit below. */
    private static final int KIND_SHIFT = 32;

    private final long seed;
    private final LongPredicate allowed;
    private final double harshness;
    private final List<Injected> injected = new ArrayList<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final long[] asked = new long[Fault.values().length];
    private long last;
    private boolean over;

    /**
     * @param allowed places at which something may go wrong; nowhere else does it, although it would
     * @param harshness by which probabilities are multiplied
     */
    Faults(long seed, LongPredicate allowed, double harshness) {
        this.seed = seed;
        this.allowed = allowed;
        this.harshness = harshness;
    }

    /**
     * Something went wrong.
     *
     * @param place where
     */
    record Injected(long place, Fault fault) {}

    /** Whether a fault happens here. */
    @SuppressWarnings("EnumOrdinal") // A place is of one commit, as its seed is.
    boolean happens(Fault fault, double probability) {
        // Numbered by kind: a fault that is left out moves as little as can be of what comes after it.
        long place = ((long) fault.ordinal() << KIND_SHIFT) + asked[fault.ordinal()]++;
        last = place;
        if (over || !Dice.of(seed, "fault", place).chance(probability * harshness) || !allowed.test(place)) {
            return false;
        }
        injected.add(new Injected(place, fault));
        counts.merge(fault, 1, Integer::sum);
        return true;
    }

    /** Dice for how a fault is; of the place that was come to last. */
    Dice dice() {
        return Dice.of(seed, "kind", last);
    }

    /** From now on nothing goes wrong any more. */
    void end() {
        over = true;
    }

    /** Whether nothing goes wrong any more. */
    boolean over() {
        return over;
    }

    List<Injected> injected() {
        return List.copyOf(injected);
    }

    Map<Fault, Integer> counts() {
        return counts;
    }
}
