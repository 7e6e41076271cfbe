package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The records of a text, one after the other: lines, or of CSV what ends with a line end outside of quotes. Empty ones are
 * passed over. Knows at which byte it is. For one thread.
 */
final class ListRecords {
    /** The longest record, in bytes. */
    static final int RECORD_BYTES_MAX = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String MARK = "\uFEFF";
    private static final int GZIP = 0x1f;
    private static final int UTF16_HIGH = 0xfe;
    private static final int UTF16_LOW = 0xff;

    private final InputStream in;
    private final boolean quotes;
    private long at;

    /** The text is no list; the message says why and what to do. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(long at, String found, String instead) {
            super("Reading the list of URLs at byte " + at + " found " + found + "; nothing more is listed; "
                    + instead);
        }
    }

    ListRecords(InputStream in, long at, boolean quotes) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.at = at;
        this.quotes = quotes;
    }

    /** The byte behind what was read. */
    long at() {
        return at;
    }

    /** The next record, without white space around it; empty at the end. */
    Optional<String> next() throws IOException {
        boolean first = at == 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (read(bytes)) {
            String text = bytes.toString(UTF_8);
            String list = (first && text.startsWith(MARK) ? text.substring(1) : text).strip();
            first = false;
            bytes.reset();
            if (!list.isEmpty()) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    /** Reads up to a line end; whether there was anything left to read. */
    private boolean read(ByteArrayOutputStream into) throws IOException {
        long begun = at;
        boolean quoted = false;
        int letter = in.read();
        requireText(letter);
        while (letter >= 0 && (letter != '\n' || quoted)) {
            at++;
            into.write(letter);
            quoted ^= quotes && letter == '"';
            if (into.size() > RECORD_BYTES_MAX) {
                throw new Unreadable(
                        begun,
                        "a record of more than " + RECORD_BYTES_MAX + " bytes",
                        quoted ? "close the quote that is open there" : "write a URL a line");
            }
            letter = in.read();
        }
        at += letter < 0 ? 0 : 1;
        return at > begun;
    }

    /** What is another kind of file is better told than read. */
    private void requireText(int letter) throws Unreadable {
        if (at == 0 && letter == GZIP) {
            throw new Unreadable(at, "gzip", "unpack the file first");
        }
        if (at == 0 && (letter == UTF16_HIGH || letter == UTF16_LOW)) {
            throw new Unreadable(at, "UTF-16", "save it as UTF-8");
        }
        if (at == 0 && letter == '[') {
            throw new Unreadable(at, "a JSON array", "write its values a line each (jq -c '.[]')");
        }
    }
}
