package dev.trawl.systems.feeds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a feed's body holds.
 *
 * @param title as text; empty where it has none
 * @param entries in the order of the body, no id twice: the first counts
 * @param rhythm how long it asks to be left alone between polls ({@code ttl}, {@code sy:updatePeriod}); empty where it
 *     does not
 * @param links who pushes it
 */
record Feed(Optional<String> title, List<Entry> entries, Optional<Duration> rhythm, HubLinks links) {
    /** As many entries of one body are read; what is beyond is not. */
    static final int ENTRIES_MAX = 100_000;

    Feed {
        entries = List.copyOf(entries);
    }
}
