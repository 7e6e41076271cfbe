package dev.trawl.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a source answers when it is asked for a page. */
public sealed interface Listing {
    /**
     * A page. May be empty and still have a next one.
     *
     * @param next where to go on; empty at the end of the source
     */
    record Page(List<Item> items, Optional<String> next) implements Listing {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * The page failed for now.
     *
     * @param after the least wait, as the other side asked for it; zero where it did not
     */
    record Retry(Failure why, Duration after) implements Listing {}

    /**
     * The page could not be asked for yet and has used up no attempt: its host is held.
     *
     * @param after how long the listing rests; at most {@link Outcome.Unfinished#REST_MAX}
     */
    record Unfinished(Duration after) implements Listing {
        public Unfinished {
            Outcome.Unfinished.requireRest(after);
        }
    }

    /** The listing failed for good. What was listed before is still worked, the run fails. */
    record Failed(Failure why) implements Listing {}
}
