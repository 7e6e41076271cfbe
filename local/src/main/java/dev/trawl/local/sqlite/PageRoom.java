package dev.trawl.local.sqlite;

/**
 * How much of a run's pages is kept in memory before it is folded.
 *
 * @param unfolded outcomes that a crash makes the next start read again; folding costs eight bytes an item of the
 *     pages touched
 * @param openItems items of the pages in memory, at most, but for one page; more are folded and dropped at once
 */
public record PageRoom(int unfolded, long openItems) {
    /** As machines have it: 16 MB of states. */
    public static final PageRoom STANDARD = new PageRoom(65_536, 2_000_000);
}
