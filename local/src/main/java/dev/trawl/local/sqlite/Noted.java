package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.Triggers.Change;
import java.util.List;

/** What waits for a run, numbered as it came. */
public sealed interface Noted {
    /** Its number. */
    long number();

    /** What happened to a row, and its key as text. */
    record ChangedRow(long number, Change.Kind kind, List<String> key) implements Noted {
        public ChangedRow {
            key = List.copyOf(key);
        }
    }

    /** What became of an item, as a job is told of it. */
    record EndedItem(long number, Json outcome) implements Noted {}
}
