package dev.trawl.app.command;

import dev.trawl.app.Cells;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * RFC 4180: a head before the first row, lines ended by CR LF, quotation marks where they are needed. A missing
 * value is empty.
 */
final class CsvPrinter implements RowPrinter {
    private final List<String> columns;
    private final Console console;
    private boolean headed;

    CsvPrinter(List<String> columns, Console console) {
        this.columns = columns;
        this.console = console;
    }

    @Override
    public void row(JsonNode row) {
        if (!headed) {
            console.out().print(line(columns));
            headed = true;
        }
        console.out()
                .print(line(columns.stream()
                        .map(column -> Cells.text(row.path(column)))
                        .toList()));
    }

    @Override
    public void end() {}

    private static String line(List<String> cells) {
        return cells.stream().map(CsvPrinter::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
