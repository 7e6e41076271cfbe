package dev.trawl.systems.reddit;

import java.util.Locale;

/** What a post links to, in one word. */
enum PostKind {
    /** Removed by somebody, or nothing is left of it. */
    REMOVED,
    /** Shows another post. */
    CROSSPOST,
    /** Several pictures, uploaded to Reddit. */
    GALLERY,
    /** Text of its own. */
    TEXT,
    /** A poll. */
    POLL,
    /** A video on Reddit. */
    VIDEO,
    /** A page of imgur with one or more pictures. */
    IMGUR,
    /** One picture. */
    PICTURE,
    /** A web page whose own picture was stored. */
    PAGE,
    /** Anything else. */
    LINK;

    /** As the table {@code posts} names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
