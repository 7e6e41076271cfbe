package dev.trawl.app.command;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints a list, a row at a time. For one thread. */
interface RowPrinter {
    /** Prints a row; it has the columns of the list. */
    void row(JsonNode row);

    /** Prints what is left. */
    void end();

    /** One for a format. */
    static RowPrinter of(Format format, List<String> columns, Console console) {
        return switch (format) {
            case TABLE -> new TablePrinter(columns, console);
            case JSONL -> new JsonLinesPrinter(console);
            case CSV -> new CsvPrinter(columns, console);
            case JSON -> new JsonArrayPrinter(console);
        };
    }
}
