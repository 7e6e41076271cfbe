package dev.trawl.local;

import dev.trawl.core.JobCatalog;
import dev.trawl.core.Services;
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
 */
public record Wiring(
        JobCatalog catalog,
        BiFunction<Objects, Budgets, Services> services,
        InstantSource clock,
        RandomGenerator random) {}
