package dev.trawl.systems.pages;

import dev.trawl.core.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How a list of URLs is written. Its first record tells: an object is JSON lines, a head with {@code url} is CSV. */
sealed interface ListForm {
    /** The column that is read. */
    String COLUMN = "url";

    /** Characters between the cells of CSV. */
    String DELIMITERS = ",;\t";

    /** The URL in a record; empty where it has none to read. */
    Optional<String> url(String list);

    /** A URL a line. Lines that begin with {@code #} are comments. */
    record Lines() implements ListForm {
        @Override
        public Optional<String> url(String line) {
            return line.startsWith("#") ? Optional.empty() : Optional.of(line);
        }
    }

    /** A JSON object or text a line. What is neither, or has no {@code url}, is read as it stands, and so is no URL. */
    record JsonLines() implements ListForm {
        @Override
        public Optional<String> url(String line) {
            try {
                JsonNode value = Json.parse(line).tree();
                return Optional.of(
                        value.isString()
                                ? value.stringValue()
                                : value.path(COLUMN).asString(line));
            } catch (JacksonException e) {
                return Optional.of(line);
            }
        }
    }

    /** CSV with a head (RFC 4180); cells may be quoted. */
    record Csv(char delimiter, int column) implements ListForm {
        @Override
        public Optional<String> url(String list) {
            List<String> cells = CsvCells.of(list, delimiter);
            return column < cells.size() ? Optional.of(cells.get(column)) : Optional.empty();
        }
    }

    /** Whether the first record only says what is in the others. */
    default boolean headed() {
        return this instanceof Csv;
    }

    /** The form of a list that begins with a record. */
    static ListForm of(String first) {
        if (first.startsWith("{")) {
            return new JsonLines();
        }
        if (first.startsWith("\"") && !csv(first).isPresent()) {
            return new JsonLines();
        }
        return csv(first).<ListForm>map(form -> form).orElse(new Lines());
    }

    private static Optional<Csv> csv(String head) {
        for (int n = 0; n < DELIMITERS.length(); n++) {
            char delimiter = DELIMITERS.charAt(n);
            List<String> cells = CsvCells.of(head, delimiter).stream()
                    .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                    .toList();
            if (cells.contains(COLUMN)) {
                return Optional.of(new Csv(delimiter, cells.indexOf(COLUMN)));
            }
        }
        return Optional.empty();
    }
}
