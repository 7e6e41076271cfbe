package dev.trawl.core;

import java.util.Optional;

/**
 * Works items of one run, any number at once, each on a virtual thread of its own. An item may be worked more
 * than once (a crash, a retry); only one attempt's effects are recorded.
 */
@FunctionalInterface
public interface Worker {
    /**
     * Works one item. What it wants to have happened goes into the context and commits with the outcome.
     *
     * @return how it ended; an exception counts as {@code worker-crash} and is tried again
     * @throws InterruptedException when the run is cancelled or the process leaves; the item stays open
     */
    Outcome work(Item item, ItemContext context) throws Exception;

    /**
     * Writes what is to be kept of an item that died without the worker having a say: it broke at every attempt, or the
     * process died of it. Only rows and objects; asks nobody.
     */
    default void buried(Item item, Failure why, ItemContext context) {}

    /**
     * Lets go of what it holds, as nothing of its run is with it any more; it may be asked again, and takes it again then.
     * Not called where Trawl leaves before that. Waits for nobody.
     */
    default void close() {}

    /**
     * The budget key (a host, mostly) that the item asks first, so that items of a busy host do not fill
     * the places of others. Empty where it asks none. Cheap, and never throws.
     */
    default Optional<String> budgetKey(Item item) {
        return Optional.empty();
    }
}
