package dev.trawl.local.sqlite;

import dev.trawl.core.OpenItem;

/**
 * An item that was handed out.
 *
 * @param page that it lies on; one that was dropped from memory since is read again
 * @param kept whether it has kept steps
 */
record HandedOut(OpenItem item, PageBook page, boolean kept) {
    long number() {
        return item.number();
    }

    HandedOut withKept() {
        return new HandedOut(item, page, true);
    }
}
