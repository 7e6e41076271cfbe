package dev.trawl.app.command;

import tools.jackson.databind.JsonNode;

/** An object a line. */
record JsonLinesPrinter(Console console) implements RowPrinter {
    @Override
    public void row(JsonNode row) {
        console.line(row.toString());
    }

    @Override
    public void end() {}
}
