package dev.trawl.simulation;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Runs worlds, one after the other, over one database in memory. For one thread. */
public final class Simulation implements AutoCloseable {
    private final Database database = new Database();

    /**
     * What became of a world.
     *
     * @param hash of everything that happened: the same seed gives the same again
     * @param seed it followed from
     * @param events how much happened
     * @param faults how often what went wrong
     * @param reached how often what was come to
     * @param places where something went wrong, in order
     * @param broken the invariant that did not hold and how; empty where all of them did
     * @param story what happened, where it was to be told
     */
    public record Outcome(
            long seed,
            long hash,
            long events,
            Map<Fault, Integer> faults,
            Map<Transition, Long> reached,
            Optional<Breach> broken,
            List<Long> places,
            List<String> story) {
        /** That of a world which ended before anything could be said of it but why. */
        public static Outcome ended(long seed, Breach why) {
            return new Outcome(seed, 0, 0, Map.of(), Map.of(), Optional.of(why), List.of(), List.of());
        }

        /** Faults of all kinds. */
        public int injected() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** An invariant that did not hold. */
    public record Breach(String invariant, String what) {}

    /** The world of a seed. */
    public Outcome run(long seed) {
        return run(seed, _ -> true, false);
    }

    /**
     * The world of a seed with some of its faults only.
     *
     * @param allowed places at which something may go wrong, as {@link Outcome#places} names them
     * @param told whether its story is to be kept
     */
    public Outcome run(long seed, LongPredicate allowed, boolean told) {
        World world = new World(database, seed, allowed, told);
        Optional<Breach> broken = Optional.empty();
        try {
            world.run();
        } catch (Broken e) {
            broken = Optional.of(new Breach(e.invariant(), String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            throw new IllegalStateException("The database in memory broke", e);
        } finally {
            world.fibers().kill();
        }
        return new Outcome(
                seed,
                world.story().hash(),
                world.story().events(),
                new EnumMap<>(world.faults().counts()),
                Map.copyOf(world.model().reached),
                broken,
                world.faults().injected().stream().map(Faults.Injected::place).toList(),
                world.story().lines());
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The database in memory did not close", e);
        }
    }
}
