package dev.trawl.simulation.campaign;

import dev.trawl.simulation.Fault;
import dev.trawl.simulation.Simulation.Breach;
import dev.trawl.simulation.Transition;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Many worlds, counted together, in whatever order they come. Safe for any number of threads. */
public final class Tally {
    /** The seeds that are kept of an invariant that many worlds broke. */
    public static final int SEEDS_KEPT = 10;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final Map<Transition, Long> reached = new EnumMap<>(Transition.class);
    private final Map<String, Broken> broken = new TreeMap<>();
    private long worlds;
    private long events;
    private long injected;
    private long digest;

    /**
     * An invariant that did not hold.
     *
     * @param worlds in which it did not
     * @param first the least of their seeds, and how each broke it; {@link #SEEDS_KEPT} at most
     */
    public record Broken(String invariant, long worlds, NavigableMap<Long, String> first) {
        private Broken and(long seed, String what) {
            NavigableMap<Long, String> all = new TreeMap<>(first);
            all.putIfAbsent(seed, what);
            if (all.size() > SEEDS_KEPT) {
                all.pollLastEntry();
            }
            return new Broken(invariant, worlds + 1, all);
        }
    }

    /**
     * How far it is.
     *
     * @param faults of all kinds
     * @param breaches of all invariants
     */
    public record Standing(long worlds, long events, long faults, long breaches) {}

    synchronized void add(WorldReport report) {
        worlds++;
        events += report.events();
        // A sum: the order in which processes report is not the worlds'.
        digest += (report.hash() ^ report.seed() * GOLDEN) * GOLDEN;
        report.faults().forEach((fault, times) -> {
            faults.merge(fault, (long) times, Long::sum);
            injected += times;
        });
        report.reached().forEach(transition -> reached.merge(transition, 1L, Long::sum));
        for (Breach each : report.breaches()) {
            broken.put(
                    each.invariant(),
                    broken.getOrDefault(each.invariant(), new Broken(each.invariant(), 0, new TreeMap<>()))
                            .and(report.seed(), each.what()));
        }
    }

    /** How far it is. */
    public synchronized Standing standing() {
        return new Standing(
                worlds,
                events,
                injected,
                broken.values().stream().mapToLong(Broken::worlds).sum());
    }

    /** One number for all that happened in all worlds: the same seeds give the same again. */
    public synchronized long digest() {
        return digest;
    }

    /** How often what went wrong. */
    public synchronized Map<Fault, Long> faults() {
        return new EnumMap<>(faults);
    }

    /** In how many worlds what was come to. */
    public synchronized Map<Transition, Long> reached() {
        return new EnumMap<>(reached);
    }

    /** What no world came to. */
    public synchronized Set<Transition> missed() {
        Set<Transition> missed = EnumSet.allOf(Transition.class);
        missed.removeAll(reached.keySet());
        return missed;
    }

    /** What did not hold, by invariant. */
    public synchronized Map<String, Broken> broken() {
        return new LinkedHashMap<>(broken);
    }
}
