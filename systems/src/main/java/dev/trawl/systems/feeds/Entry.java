package dev.trawl.systems.feeds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a feed.
 *
 * @param id what it is known by in its feed: as it was given, else its link, else a hash of its title and content
 * @param link an absolute address
 * @param enclosures files that belong to it
 */
record Entry(
        String id,
        Optional<String> link,
        Wording wording,
        Dates dates,
        List<String> categories,
        List<Enclosure> enclosures) {
    Entry {
        categories = List.copyOf(categories);
        enclosures = List.copyOf(enclosures);
    }

    /**
     * What it says.
     *
     * @param title as text, white space collapsed
     * @param author all names, joined by commas
     * @param summary sanitised HTML
     * @param content sanitised HTML
     */
    record Wording(
            Optional<String> title, Optional<String> author, Optional<String> summary, Optional<String> content) {}

    /** When it says it was published, and changed. */
    record Dates(Optional<Instant> published, Optional<Instant> updated) {}

    /**
     * A file.
     *
     * @param url an absolute address
     * @param type its media type as it was given
     * @param bytes its size as it was given
     */
    record Enclosure(String url, Optional<String> type, Optional<Long> bytes) {}
}
