package dev.trawl.core.trigger;

import dev.trawl.core.Input;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import java.util.List;
import java.util.Optional;

/**
 * Changes of a table's rows that start one run.
 *
 * @param cause names them: no other batch of the listening job has the same
 * @param made the input of the run that made them; empty where a command did
 */
public record ChangeBatch(String cause, TableSpec table, List<Entry> entries, Optional<Input> made) {
    public ChangeBatch {
        entries = List.copyOf(entries);
    }

    /**
     * A change of one row; a row is in a batch once.
     *
     * @param key its values, as text, in the order of the table's key
     * @param row as it is now; empty where it is gone, or nobody asked for it
     */
    public record Entry(Change.Kind kind, List<String> key, Optional<Row> row) {
        public Entry {
            key = List.copyOf(key);
        }
    }
}
