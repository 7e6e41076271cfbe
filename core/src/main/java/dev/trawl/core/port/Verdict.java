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

    /** It waits until an instant, and is open until then. */
    record Waiting(Instant until) implements Verdict {}
}
