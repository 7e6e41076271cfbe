package dev.trawl.core;

/** What was given in place of what is taken, as messages end with it: {@code , got: x}. */
public final class Got {
    /** The most characters of it that are repeated. */
    public static final int CHARACTERS_MAX = 200;

    private Got() {}

    /** The end of a message; text that is long is cut, and no text is called so. */
    public static String of(String text) {
        boolean whole = text.length() <= CHARACTERS_MAX;
        String shown = whole ? text : text.substring(0, CHARACTERS_MAX) + "… (" + text.length() + " characters)";
        return ", got: " + (text.isEmpty() ? "nothing" : shown);
    }
}
