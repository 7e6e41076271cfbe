package dev.trawl.app.rows;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a text by lines of bounded length, and counts them. For one thread. */
final class TextLine {
    private final BufferedReader text;
    private final RowMaker maker;
    private final StringBuilder line = new StringBuilder();
    private long number;

    TextLine(BufferedReader text, RowMaker maker) {
        this.text = text;
        this.maker = maker;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end; null at the end of the text. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        number++;
        int letter = text.read();
        boolean any = letter >= 0;
        while (letter >= 0 && letter != '\n') {
            line.append((char) letter);
            if (line.length() > RowsFile.ROW_CHARACTERS_MAX) {
                throw maker.wrong(
                        number, "the line has more than " + RowsFile.ROW_CHARACTERS_MAX + " characters; shorten it");
            }
            letter = text.read();
        }
        return any ? line.toString() : null;
    }
}
