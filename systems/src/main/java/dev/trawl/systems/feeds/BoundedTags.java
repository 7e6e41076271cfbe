package dev.trawl.systems.feeds;

import java.io.Reader;

/**
 * A text in XML, for a parser that keeps what it has read until it is told to forget: the text ends early where too many tags come
 * before that, as each becomes a hundred times as large in memory. For one thread.
 */
final class BoundedTags extends Reader {
    /** As many as nothing that is worth reading has within one entry; of its HTML fewer letters are read than these have. */
    static final int TAGS_MAX = 200_000;

    private final String text;
    private int at;
    private int tags;

    BoundedTags(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] into, int from, int length) {
        if (at == text.length() || tags > TAGS_MAX) {
            return -1;
        }
        int end = Math.min(text.length(), at + length);
        text.getChars(at, end, into, from);
        for (int n = at; n < end; n++) {
            tags += text.charAt(n) == '<' ? 1 : 0;
        }
        int given = end - at;
        at = end;
        return given;
    }

    /** What was read until now is not kept any more. */
    void forgotten() {
        tags = 0;
    }

    /** As many letters were given. */
    int given() {
        return at;
    }

    @Override
    public void close() {
        // Nothing is held but the text.
    }
}
