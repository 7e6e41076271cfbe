package dev.trawl.core;

import java.util.Optional;

/**
 * Yields the items of one run, a page at a time. Asked for one page at a time and never for two at once; after
 * a crash it is asked again for the page whose token was last committed, perhaps by another instance, so a page
 * follows from its token alone.
 */
@FunctionalInterface
public interface Source {
    /**
     * Reads one page.
     *
     * @param token where to go on, empty for the first page
     * @param context counts what reading costs
     * @return the page, or why there is none; an exception counts as failed for good
     */
    Listing page(Optional<String> token, SourceContext context) throws Exception;

    /** Whether no key comes twice, so that nobody has to look. */
    default boolean distinct() {
        return false;
    }

    /** How many different items the run may have; what is listed beyond is dropped and the listing ends. */
    default long itemsMax() {
        return Long.MAX_VALUE;
    }

    /** Whether a run that starts now is known to have no items, without asking anybody outside; a schedule leaves it out then. */
    default boolean idle() {
        return false;
    }

    /**
     * Looks whether what it lists can be reached, before a run is started.
     *
     * @throws EnvironmentFault where it cannot
     */
    default void check() throws InterruptedException {}

    /** Lets go of what it holds; it may be asked again, and takes it again then. */
    default void close() {}
}
