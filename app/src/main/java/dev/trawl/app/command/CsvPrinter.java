package dev.trawl.app.command;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** RFC 4180: a head, lines ended by CR LF, quotation marks where they are needed. A missing value is empty. */
record CsvPrinter(List<String> columns, Console console) implements RowPrinter {
    CsvPrinter {
        console.out().print(line(columns));
    }

    @Override
    public void row(JsonNode row) {
        console.out().print(line(columns.stream().map(column -> Cell.text(row.path(column))).toList()));
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
