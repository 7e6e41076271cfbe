package dev.trawl.core.port;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemView;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.StoredObject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger holds, for reading: also from another process, while it is being written. Each call sees one
 * instant. Lists go by token: at most {@code limit} entries, the next ones after {@code after}.
 */
public interface Records {
    /** One run. */
    Optional<RunView> run(RunId run);

    /** Runs, newest first. */
    default Slice<RunView> runs(Optional<String> after, int limit) {
        return runs(RunFilter.ALL, after, limit);
    }

    /** Runs that pass a filter, newest first. */
    Slice<RunView> runs(RunFilter filter, Optional<String> after, int limit);

    /** Dead items of a run, in the order they were listed in. */
    Slice<DeadItem> dead(RunId run, Optional<String> after, int limit);

    /** Items of a run, in the order they were listed in. */
    Slice<ItemView> items(RunId run, Optional<String> after, int limit);

    /** Objects whose key begins with a text, by key. */
    Slice<StoredObject> objects(String prefix, Optional<String> after, int limit);

    /** Objects that a run wrote last, by key. */
    Slice<StoredObject> objects(RunId run, Optional<String> after, int limit);

    /** The object of a key. */
    Optional<StoredObject> object(String key);

    /** How many messages about a run could not be delivered so far; empty where nobody is told of it. */
    default OptionalLong undelivered(RunId run) {
        return OptionalLong.empty();
    }

    /** Counts everything of a run again, from its rows. */
    Recount recount(RunId run);

    /** Runs of a job, runs in a state; empty is any. */
    record RunFilter(Optional<String> job, Optional<RunState> state) {
        /** Every run. */
        public static final RunFilter ALL = new RunFilter(Optional.empty(), Optional.empty());
    }

    /** An item that ended dead. */
    record DeadItem(String key, Failure why, int attempts) {}
}
