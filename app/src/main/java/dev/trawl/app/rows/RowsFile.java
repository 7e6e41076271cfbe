package dev.trawl.app.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.FileWords;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of rows of a table: CSV with a head (RFC 4180), a JSON object a line, or, of a table whose key is
 * {@code url}, an OPML list of feeds. What it begins with tells which. It is read as a stream, as often as asked.
 */
public final class RowsFile {
    /** The longest row, in characters. */
    static final int ROW_CHARACTERS_MAX = 1 << 20;

    private static final int MARK = 0xFEFF;

    /** Bytes of white space and of marks, and those that are zero where a letter has two. */
    private static final Set<Integer> SILENT =
            Set.of(0, (int) ' ', (int) '\t', (int) '\r', (int) '\n', 0xEF, 0xBB, 0xBF, 0xFE, 0xFF);

    private final Path file;
    private final TableSpec table;

    /** Of rows of a table. */
    public RowsFile(Path file, TableSpec table) {
        this.file = file;
        this.table = table;
    }

    /**
     * Reads every row, in order. Each names only the columns that the file has.
     *
     * @throws BadRows at the first that is not what it must be
     */
    public void read(Consumer<Row> rows) {
        if (!Files.isRegularFile(file)) {
            throw new BadRows(
                    file + ": there is no such file; nothing is imported; name a file of CSV, JSON lines or OPML");
        }
        try {
            if (xml()) {
                opml(rows);
            } else {
                text(rows);
            }
        } catch (CharacterCodingException e) {
            throw new BadRows(file + ": it is not UTF-8; nothing is imported; save it as UTF-8");
        } catch (IOException e) {
            throw new BadRows(file + ": it cannot be read: " + FileWords.of(e) + "; nothing is imported");
        }
    }

    /** Whether the first letter that says something begins an element, in any encoding. */
    private boolean xml() throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            int letter;
            do {
                letter = bytes.read();
            } while (SILENT.contains(letter));
            return letter == '<';
        }
    }

    private void text(Consumer<Row> rows) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(file, UTF_8)) {
            if (first(text) == '{') {
                new JsonLines(new RowMaker(file, table)).read(text, rows);
            } else {
                new CsvRows(new RowMaker(file, table)).read(text, rows);
            }
        }
    }

    /** The first character that says something, which is still to be read. */
    private static int first(BufferedReader text) throws IOException {
        int letter;
        do {
            text.mark(1);
            letter = text.read();
        } while (letter == MARK || letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n');
        if (letter >= 0) {
            text.reset();
        }
        return letter;
    }

    /** From the bytes, as XML says itself how it is encoded. */
    private void opml(Consumer<Row> rows) throws IOException {
        if (!table.key().equals(List.of(OpmlRows.KEY))) {
            throw new BadRows(file + ": OPML lists feeds, and the key of table " + table.name() + " is "
                    + String.join(", ", table.key()) + "; nothing is imported; write CSV or JSON lines");
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            new OpmlRows(new RowMaker(file, table)).read(bytes, rows);
        }
    }
}
