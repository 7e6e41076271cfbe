package dev.trawl.systems.feeds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entry of a feed.
 *
 * @param id what it is known by in its feed: as it was given, else its link, else a hash of its title and content
 * @param link an absolute address
 * @param enclosures files that belong to it, at most {@value #ENCLOSURES_MAX}
 */
record Entry(
        String id,
        Optional<String> link,
        Wording wording,
        Dates dates,
        List<String> categories,
        List<Enclosure> enclosures) {
    /** Of further files nothing is kept: each is an address, and may be far longer than it was written. */
    static final int ENCLOSURES_MAX = 100;

    Entry {
        categories = List.copyOf(categories);
        enclosures = List.copyOf(enclosures);
    }

    /** The same, by an author where it names none. */
    Entry by(Optional<String> author) {
        if (wording.author.isPresent() || author.isEmpty()) {
            return this;
        }
        Wording said = new Wording(wording.title, author, wording.summary, wording.content);
        return new Entry(id, link, said, dates, categories, enclosures);
    }

    /** How many letters are kept of it. */
    long letters() {
        return id.length()
                + Stream.of(link, wording.title, wording.author, wording.summary, wording.content)
                        .flatMap(Optional::stream)
                        .mapToLong(String::length)
                        .sum()
                + categories.stream().mapToLong(String::length).sum()
                + enclosures.stream().mapToLong(Enclosure::letters).sum();
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
    record Enclosure(String url, Optional<String> type, Optional<Long> bytes) {
        private long letters() {
            return (long) url.length() + type.map(String::length).orElse(0);
        }
    }
}
