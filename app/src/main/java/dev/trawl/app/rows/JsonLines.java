package dev.trawl.app.rows;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads rows from JSON lines: an object a line. Empty lines are none. */
record JsonLines(RowMaker maker) {
    void read(BufferedReader text, Consumer<Row> rows) throws IOException {
        TextLine lines = new TextLine(text, maker);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                rows.accept(maker.row(lines.number(), object(lines.number(), line)));
            }
        }
    }

    private JsonNode object(long number, String line) {
        try {
            JsonNode value = Json.parse(line).tree();
            if (value.isObject()) {
                return value;
            }
        } catch (JacksonException e) {
            throw maker.wrong(number, "the line is no JSON (" + e.getOriginalMessage() + "); write an object a line");
        }
        throw maker.wrong(number, "the line is no JSON object; write an object a line");
    }
}
