package dev.trawl.systems.feeds;

/** A body is none of a feed. */
final class NotAFeed extends Exception {
    private static final long serialVersionUID = 1;

    NotAFeed(String found) {
        super("Reading a feed found " + found + "; nothing of it was kept; see whether the address is that of a feed");
    }
}
