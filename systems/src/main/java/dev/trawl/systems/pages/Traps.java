package dev.trawl.systems.pages;

import dev.trawl.web.WebAddress;

/**
 * Addresses that nobody wrote: a site that makes them up from the address it was asked for goes on for ever. What is bounded by {@code depth} and {@code
 * max} in any case ends here before it fills a crawl.
 */
final class Traps {
    /** The longest address that is followed, in characters. */
    static final int LENGTH_MAX = 4_096;

    /** The most parts of a path. */
    static final int PARTS_MAX = 100;

    /** The most times that one part follows another of the same name, or a pair of parts the same pair. */
    static final int REPEATS_MAX = 16;

    private Traps() {}

    /** Whether an address is longer or says the same more often than any that somebody wrote. */
    static boolean looksEndless(WebAddress link) {
        String target = link.target();
        if (target.length() < REPEATS_MAX) {
            return false;
        }
        if (target.length() > LENGTH_MAX) {
            return true;
        }
        int query = target.indexOf('?');
        String[] parts = (query < 0 ? target : target.substring(0, query)).split("/", PARTS_MAX + 2);
        return parts.length > PARTS_MAX + 1 || repeats(parts, 1) || repeats(parts, 2);
    }

    /** Whether groups of so many parts come more often in a row than they may. */
    private static boolean repeats(String[] parts, int group) {
        int same = 0;
        for (int n = 1 + group; n < parts.length; n++) {
            same = parts[n].equals(parts[n - group]) ? same + 1 : 0;
            if (same >= group * REPEATS_MAX) {
                return true;
            }
        }
        return false;
    }
}
