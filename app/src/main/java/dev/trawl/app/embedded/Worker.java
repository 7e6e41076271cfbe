package dev.trawl.app.embedded;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Outcome;

/**
 * Works items of a type, any number at once, each on a virtual thread of its own: as {@link dev.trawl.core.Worker} with types.
 * An item may be worked more than once (a crash, a retry); only one attempt's effects are recorded.
 *
 * @param <T> of an item
 */
@FunctionalInterface
public interface Worker<T> {
    /**
     * Works one item. What it wants to have happened (rows, objects, more items) goes into the context and commits with the
     * outcome.
     *
     * @throws dev.trawl.core.AttemptFailed where it failed for now; every other exception counts as {@code worker-crash}. Both
     *     are tried again as the job says
     */
    Outcome work(T item, ItemContext context) throws Exception;

    /** Writes what is to be kept of an item that died without the worker having a say. Only rows and objects; asks nobody. */
    default void buried(T item, Failure why, ItemContext context) {}

    /** Lets go of what it holds; it may be asked again, and takes it again then. */
    default void close() {}
}
