package dev.trawl.core.port;

import dev.trawl.core.Item;
import dev.trawl.core.Stats;
import java.util.List;
import java.util.Optional;

/**
 * A page as its source gave it.
 *
 * @param next token of the next page; empty at the end
 * @param distinct whether its keys are known to be new to the run
 * @param itemsMax items the whole run may have
 * @param used what reading it cost
 */
public record PageContent(List<Item> items, Optional<String> next, boolean distinct, long itemsMax, Stats used) {
    public PageContent {
        items = List.copyOf(items);
    }
}
