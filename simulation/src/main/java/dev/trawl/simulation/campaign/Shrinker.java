package dev.trawl.simulation.campaign;

import dev.trawl.simulation.Simulation.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Leaves faults of a broken world out as long as the same invariant breaks (delta debugging, Zeller and Hildebrandt
 * 2002): what is left is the reason, and little else. For one thread.
 */
final class Shrinker {
    /** Worlds that are tried at most; a world of fifty faults takes about a hundred. */
    static final int WORLDS_MAX = 400;

    private final Trial trial;
    private final String invariant;
    private int worlds;

    /** Lets the world of one seed go on. */
    @FunctionalInterface
    interface Trial {
        /**
         * With the faults of some places only.
         *
         * @param told whether its story is kept
         */
        Outcome world(LongPredicate allowed, boolean told);
    }

    /**
     * A world that was made small.
     *
     * @param outcome with its story
     * @param worlds that were tried
     */
    record Shrunk(Outcome outcome, int worlds) {}

    Shrinker(Trial trial, String invariant) {
        this.trial = trial;
        this.invariant = invariant;
    }

    /** The smallest that was found; empty where the invariant does not break even with all faults. */
    Optional<Shrunk> shrink() {
        return attempt(_ -> true).map(this::smaller).map(this::told);
    }

    private List<Long> smaller(List<Long> broken) {
        List<Long> kept = attempt(_ -> false).orElse(broken);
        int parts = 2;
        while (!kept.isEmpty() && worlds < WORLDS_MAX) {
            Optional<List<Long>> fewer = without(kept, parts);
            if (fewer.isEmpty() && parts >= kept.size()) {
                break;
            }
            parts = fewer.isEmpty() ? parts * 2 : Math.max(2, parts - 1);
            kept = fewer.orElse(kept);
            parts = Math.min(parts, Math.max(1, kept.size()));
        }
        return kept;
    }

    /** Leaves one part after the other out; the places of the first world that still breaks. */
    private Optional<List<Long>> without(List<Long> places, int parts) {
        return IntStream.range(0, parts)
                .mapToObj(part -> only(rest(places, part, parts)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Set<Long> rest(List<Long> places, int part, int parts) {
        Set<Long> rest = new HashSet<>(places);
        int from = (int) ((long) places.size() * part / parts);
        int to = (int) ((long) places.size() * (part + 1) / parts);
        places.subList(from, to).forEach(rest::remove);
        return rest;
    }

    private Optional<List<Long>> only(Set<Long> places) {
        return worlds < WORLDS_MAX ? attempt(places::contains) : Optional.empty();
    }

    private Optional<List<Long>> attempt(LongPredicate allowed) {
        worlds++;
        Outcome outcome = trial.world(allowed, false);
        return breaks(outcome) ? Optional.of(outcome.places()) : Optional.empty();
    }

    private boolean breaks(Outcome outcome) {
        return outcome.broken()
                .filter(breach -> breach.invariant().equals(invariant))
                .isPresent();
    }

    private Shrunk told(List<Long> places) {
        return new Shrunk(trial.world(Set.copyOf(places)::contains, true), worlds);
    }
}
