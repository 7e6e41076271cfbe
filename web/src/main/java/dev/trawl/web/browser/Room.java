package dev.trawl.web.browser;

import dev.trawl.web.Allowance;

/**
 * The memory of this process that all pages in browsers share.
 *
 * @param shown for what pages hold while they are read: the one that all large bodies share
 * @param sent for the bodies that pages send, until they were passed on
 */
record Room(Allowance shown, Allowance sent) {
    /** A quarter of the heap, which other fetches share; a sixteenth. */
    static final Room OF_HEAP =
            new Room(Allowance.ofHeap(), new Allowance(Runtime.getRuntime().maxMemory() / 16));
}
