package dev.trawl.local.sqlite;

import dev.trawl.core.OpenItem;
import java.time.Instant;

/**
 * An item that was handed out.
 *
 * @param page that it lies on; one that was dropped from memory since is read again
 * @param since when it was
 * @param kept whether it has kept steps
 */
record HandedOut(OpenItem item, PageBook page, Instant since, boolean kept) {
    long number() {
        return item.number();
    }

    HandedOut withKept() {
        return new HandedOut(item, page, since, true);
    }
}
