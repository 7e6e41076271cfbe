package dev.trawl.core;

import java.util.List;
import java.util.Optional;

/**
 * Some of a longer list.
 *
 * @param next where to go on; empty at its end
 */
public record Slice<T>(List<T> items, Optional<String> next) {
    public Slice {
        items = List.copyOf(items);
    }
}
