package dev.trawl.app.rows;

import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads rows from CSV (RFC 4180) whose head names the columns. An empty cell is null; empty lines are none. For one thread. */
final class CsvRows {
    private static final char QUOTE = '"';

    private final RowMaker maker;
    private final StringBuilder cell = new StringBuilder();
    private long line = 1;
    /** Where the record that is read began. */
    private long begun = 1;

    CsvRows(RowMaker maker) {
        this.maker = maker;
    }

    void read(BufferedReader text, Consumer<Row> rows) throws IOException {
        List<TableSpec.Column> head = null;
        for (List<String> cells = next(text); cells != null; cells = next(text)) {
            if (cells.size() == 1 && cells.getFirst().isBlank()) {
                continue;
            }
            if (head == null) {
                head = head(cells);
            } else {
                rows.accept(row(head, cells));
            }
        }
    }

    private List<TableSpec.Column> head(List<String> names) {
        List<TableSpec.Column> head =
                names.stream().map(name -> maker.column(begun, name.strip())).toList();
        if (head.stream().distinct().count() < head.size()) {
            throw maker.wrong(begun, "the head names a column twice; leave one of them out");
        }
        return head;
    }

    private Row row(List<TableSpec.Column> head, List<String> cells) {
        if (cells.size() != head.size()) {
            throw maker.wrong(
                    begun,
                    "the row has " + cells.size() + " cells, and the head has " + head.size()
                            + "; write as many, with quotation marks around cells that hold a comma");
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        for (int n = 0; n < cells.size(); n++) {
            columns.put(head.get(n).name(), maker.value(begun, head.get(n), cells.get(n)));
        }
        return maker.whole(begun, columns);
    }

    /** The next record; null at the end. */
    private @Nullable List<String> next(BufferedReader text) throws IOException {
        List<String> cells = new ArrayList<>();
        cell.setLength(0);
        begun = line;
        boolean quoted = false;
        int letter = text.read();
        if (letter < 0) {
            return null;
        }
        for (int length = 0; letter >= 0 && (letter != '\n' || quoted); length++) {
            line += letter == '\n' ? 1 : 0;
            if (letter == QUOTE && (quoted || cell.isEmpty())) {
                quoted = !closes(text, quoted);
            } else if (letter == ',' && !quoted) {
                cells.add(take());
            } else if (letter != '\r' || quoted) {
                cell.append((char) letter);
            }
            if (length > RowsFile.ROW_CHARACTERS_MAX) {
                throw maker.wrong(
                        begun,
                        "the row has more than " + RowsFile.ROW_CHARACTERS_MAX
                                + " characters; close the quotation mark that is open there");
            }
            letter = text.read();
        }
        if (quoted) {
            throw maker.wrong(begun, "a quotation mark is opened and not closed; close it");
        }
        line++;
        cells.add(take());
        return cells;
    }

    /** Whether a quotation mark ends what is quoted; two of them in it are one. */
    private boolean closes(BufferedReader text, boolean quoted) throws IOException {
        if (!quoted) {
            return false;
        }
        text.mark(1);
        if (text.read() == QUOTE) {
            cell.append(QUOTE);
            return false;
        }
        text.reset();
        return true;
    }

    private String take() {
        String taken = cell.toString();
        cell.setLength(0);
        return taken;
    }
}
