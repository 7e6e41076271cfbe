package dev.trawl.app.network;

import dev.trawl.core.Services;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import java.util.function.BiFunction;

/** Makes what sources and workers reach the world with. */
@FunctionalInterface
public interface Network {
    /**
     * Reads the operator's options and makes the services from them, once a machine gives its objects and budgets.
     *
     * @throws IllegalArgumentException where an option makes no sense
     */
    BiFunction<Objects, Budgets, Services> through(Egress egress);
}
