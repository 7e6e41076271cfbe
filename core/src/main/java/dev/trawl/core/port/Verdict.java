package dev.trawl.core.port;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import java.time.Instant;
import java.util.Optional;

/** What becomes of an item. */
public sealed interface Verdict {
    /** It ended well. */
    record Done(Optional<Json> result) implements Verdict {}

    /** It ended dead; its payload is kept for a redrive. */
    record Dead(Failure why) implements Verdict {}

    /**
     * It waits until an instant, and is open until then.
     *
     * @param surplus whether nobody asked for the wait: the dispatch put it by, to call it back when there is room, and has
     *     it handed out at once where it has forgotten what it put by ({@link DueQuery#anew})
     */
    record Waiting(Instant until, boolean surplus) implements Verdict {
        /** As its worker asked. */
        public Waiting(Instant until) {
            this(until, false);
        }
    }
}
