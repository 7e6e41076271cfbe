package dev.trawl.core.port;

import dev.trawl.core.Item;
import dev.trawl.core.Row;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import java.util.List;

/** What an outcome brings with it, committed with it. */
public record Effects(List<Row> rows, List<StoredObject> objects, List<Item> emitted, Stats used) {
    /** Nothing. */
    public static final Effects NONE = new Effects(List.of(), List.of(), List.of(), Stats.NONE);

    public Effects {
        rows = List.copyOf(rows);
        objects = List.copyOf(objects);
        emitted = List.copyOf(emitted);
    }

    /** What was used and nothing else. */
    public static Effects used(Stats used) {
        return used.equals(Stats.NONE) ? NONE : new Effects(List.of(), List.of(), List.of(), used);
    }
}
