package dev.trawl.app.command;

import tools.jackson.databind.JsonNode;

/** One array, written as it comes. */
final class JsonArrayPrinter implements RowPrinter {
    private final Console console;
    private String before = "[";

    JsonArrayPrinter(Console console) {
        this.console = console;
    }

    @Override
    public void row(JsonNode row) {
        console.line(before + row);
        before = ",";
    }

    @Override
    public void end() {
        console.line(before.equals("[") ? "[]" : "]");
    }
}
