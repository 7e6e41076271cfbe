package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.web.BadAddress;
import dev.trawl.web.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A sitemap that was read.
 *
 * @param address that answered with it
 * @param index whether its entries are sitemaps; else they are pages
 * @param broken why what comes behind its entries can't be read
 */
record Sitemap(WebAddress address, boolean index, TextLines entries, Optional<Failure> broken) {
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    /** How many entries it has. */
    int size() {
        return entries.size();
    }

    /** How many sitemaps it names. */
    int children() {
        return index ? size() : 0;
    }

    /** The sum of its entries. */
    long sum() {
        return entries.sum();
    }

    /** Entries from one up to another, as pages: absolute ones as they are written. */
    List<String> pages(int from, int to) {
        return IntStream.range(from, to).mapToObj(entries::get).map(this::page).toList();
    }

    private String page(String entry) {
        if (ABSOLUTE.matcher(entry).lookingAt()) {
            return entry;
        }
        try {
            return address.resolve(entry).toString();
        } catch (BadAddress e) {
            return entry;
        }
    }

    /**
     * Where an entry leads.
     *
     * @throws BadAddress where it is no address
     */
    WebAddress entry(int number) {
        return address.resolve(entries.get(number));
    }
}
