package dev.trawl.systems.pages;

import java.util.ArrayList;
import java.util.List;

/** The cells of a CSV record (RFC 4180). Reads on where a quote is out of place. */
final class CsvCells {
    private static final char QUOTE = '"';

    private CsvCells() {}

    static List<String> of(String list, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < list.length(); at++) {
            char letter = list.charAt(at);
            boolean doubled = quoted && letter == QUOTE && at + 1 < list.length() && list.charAt(at + 1) == QUOTE;
            if (doubled) {
                cell.append(QUOTE);
                at++;
            } else if (letter == QUOTE && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (letter == delimiter && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
