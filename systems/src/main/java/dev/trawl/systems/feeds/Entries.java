package dev.trawl.systems.feeds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of one body as they are read, no id twice: the first counts. What is read of them together is bounded by the body's
 * length, as absolute addresses may be far longer than what was written. For one thread.
 */
final class Entries {
    /** As many letters as the body has may be read of its entries so many times. */
    private static final int TIMES = 2;

    /** And so many more, as small bodies may well grow. */
    private static final int LETTERS_MORE = 1 << 20;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long room;

    /** Of a body of so many letters. */
    Entries(int letters) {
        room = LETTERS_MORE + (long) TIMES * letters;
    }

    /** Whether no more is to be read. */
    boolean full() {
        return room <= 0 || entries.size() >= Feed.ENTRIES_MAX;
    }

    /** Takes the next one. */
    void add(Entry entry) {
        if (entries.putIfAbsent(entry.id(), entry) == null) {
            room -= entry.letters();
        }
    }

    /**
     * In the order of the body.
     *
     * @param author of those that name none, where there is room for it at each
     */
    List<Entry> list(Optional<String> author) {
        Optional<String> named = author.filter(name -> (long) name.length() * entries.size() <= room);
        return entries.values().stream().map(entry -> entry.by(named)).toList();
    }
}
