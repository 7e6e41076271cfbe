package dev.trawl.local;

import dev.trawl.core.JobCatalog;
import dev.trawl.core.Services;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * What a machine is put together from.
 *
 * @param catalog makes the jobs of interrupted runs again
 * @param services what sources and workers are given, over the machine's objects and budgets; those that are
 *     {@link AutoCloseable} are closed with the machine
 * @param prices of what runs use
 */
public record Wiring(
        JobCatalog catalog,
        BiFunction<Objects, Budgets, Services> services,
        InstantSource clock,
        RandomGenerator random,
        Prices prices) {
    /** With the prices that Trawl comes with. */
    public Wiring(
            JobCatalog catalog,
            BiFunction<Objects, Budgets, Services> services,
            InstantSource clock,
            RandomGenerator random) {
        this(catalog, services, clock, random, Prices.STANDARD);
    }

    /** The same with other services. */
    public Wiring with(BiFunction<Objects, Budgets, Services> other) {
        return new Wiring(catalog, other, clock, random, prices);
    }
}
