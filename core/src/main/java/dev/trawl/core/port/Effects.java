package dev.trawl.core.port;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * What an outcome brings with it, committed with it.
 *
 * @param told messages about it to who is told of the run; see {@link dev.trawl.core.Notify}
 * @param outcome what the topic of its job is told; see {@link dev.trawl.core.Triggers.Publish}
 */
public record Effects(
        List<Row> rows,
        List<StoredObject> objects,
        List<Item> emitted,
        List<Told> told,
        Optional<Json> outcome,
        Stats used) {
    /** Nothing. */
    public static final Effects NONE = new Effects(List.of(), List.of(), List.of(), Stats.NONE);

    /** Effects that nobody is told of. */
    public Effects(List<Row> rows, List<StoredObject> objects, List<Item> emitted, Stats used) {
        this(rows, objects, emitted, List.of(), Optional.empty(), used);
    }

    public Effects {
        rows = List.copyOf(rows);
        objects = List.copyOf(objects);
        emitted = List.copyOf(emitted);
        told = List.copyOf(told);
    }

    /** What was used and nothing else. */
    public static Effects used(Stats used) {
        return used.equals(Stats.NONE) ? NONE : new Effects(List.of(), List.of(), List.of(), used);
    }
}
