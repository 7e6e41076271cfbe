package dev.trawl.app.embedded;

import java.util.List;
import java.util.Optional;

/**
 * Yields what a job works, a page at a time: as {@link dev.trawl.core.Source} with types. Asked for one page at a time;
 * after a crash it is asked again for the page whose token was last committed, so a page follows from its token alone.
 *
 * @param <T> of an item: a record mostly, kept as JSON with the run
 */
@FunctionalInterface
public interface Source<T> {
    /**
     * Reads one page.
     *
     * @param token where to go on; empty for the first page
     * @throws dev.trawl.core.AttemptFailed where it may be asked again; every other exception is the end of the listing, and
     *     the run fails
     */
    Page<T> page(Optional<String> token) throws Exception;

    /** Lets go of what it holds; it may be asked again, and takes it again then. */
    default void close() {}

    /**
     * Some items. May be empty and still have a next page.
     *
     * @param next token of the next page; empty at the end
     */
    record Page<T>(List<T> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }

        /** The last one. */
        public static <T> Page<T> last(List<T> items) {
            return new Page<>(items, Optional.empty());
        }

        /** One behind which another one comes. */
        public static <T> Page<T> of(List<T> items, String next) {
            return new Page<>(items, Optional.of(next));
        }
    }
}
