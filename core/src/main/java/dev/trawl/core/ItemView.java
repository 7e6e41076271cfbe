package dev.trawl.core;

import java.util.List;
import java.util.Optional;

/**
 * An item as it is now.
 *
 * @param number in the order listed, from 0
 * @param result what its worker answered, where it is done
 * @param why it ended, where it is dead
 * @param objects that it stored and that no other item has stored since, by key
 */
public record ItemView(
        long number,
        String key,
        ItemState state,
        Optional<Json> result,
        Optional<Failure> why,
        List<StoredObject> objects) {
    public ItemView {
        objects = List.copyOf(objects);
    }
}
