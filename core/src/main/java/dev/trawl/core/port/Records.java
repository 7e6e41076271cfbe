package dev.trawl.core.port;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemView;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.StoredObject;
import java.util.Optional;

/**
 * What the ledger holds, for reading: also from another process, while it is being written. Each call sees one
 * instant. Lists go by token: at most {@code limit} entries, the next ones after {@code after}.
 */
public interface Records {
    /** One run. */
    Optional<RunView> run(RunId run);

    /** Runs, newest first. */
    Slice<RunView> runs(Optional<String> after, int limit);

    /** Dead items of a run, in the order they were listed in. */
    Slice<DeadItem> dead(RunId run, Optional<String> after, int limit);

    /** Items of a run, in the order they were listed in. */
    Slice<ItemView> items(RunId run, Optional<String> after, int limit);

    /** Objects whose key begins with a text, by key. */
    Slice<StoredObject> objects(String prefix, Optional<String> after, int limit);

    /** Counts everything of a run again, from its rows. */
    Recount recount(RunId run);

    /** An item that ended dead. */
    record DeadItem(String key, Failure why, int attempts) {}
}
