package dev.trawl.app.command;

import dev.trawl.app.Cells;
import dev.trawl.app.Visible;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Columns for people. Widths come from the first rows, so that a long list needs no memory; a later cell that is
 * wider pushes its line out of order, and no more.
 */
final class TablePrinter implements RowPrinter {
    /** Rows that the widths are taken from. */
    static final int SAMPLE_ROWS = 200;

    /** The widest cell; what is longer is cut. */
    static final int CELL_CHARACTERS_MAX = 60;

    private final List<String> columns;
    private final Console console;
    private final int[] widths;
    private final List<List<String>> sample = new ArrayList<>();
    private boolean measured;

    TablePrinter(List<String> columns, Console console) {
        this.columns = columns;
        this.console = console;
        this.widths = columns.stream().mapToInt(String::length).toArray();
    }

    @Override
    public void row(JsonNode row) {
        List<String> cells =
                columns.stream().map(column -> cell(row.path(column))).toList();
        if (measured) {
            print(cells);
            return;
        }
        sample.add(cells);
        for (int n = 0; n < widths.length; n++) {
            widths[n] = Math.max(widths[n], width(cells.get(n)));
        }
        if (sample.size() == SAMPLE_ROWS) {
            printSample();
        }
    }

    @Override
    public void end() {
        if (!measured && !sample.isEmpty()) {
            printSample();
        }
    }

    private void printSample() {
        measured = true;
        print(columns);
        sample.forEach(this::print);
        sample.clear();
    }

    private void print(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < cells.size(); n++) {
            line.append(n == 0 ? "" : "  ").append(cells.get(n));
            line.repeat(' ', Math.max(0, widths[n] - width(cells.get(n))));
        }
        console.line(line.toString().stripTrailing());
    }

    private static String cell(JsonNode value) {
        String text = Visible.text(Cells.text(value));
        int points = width(text);
        return points <= CELL_CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CELL_CHARACTERS_MAX - 1)) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
