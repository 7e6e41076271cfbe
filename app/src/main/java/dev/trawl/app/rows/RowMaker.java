package dev.trawl.app.rows;

import dev.trawl.app.Visible;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the rows of one file, and says where it is wrong. For one thread. */
final class RowMaker {
    private final Path file;
    private final TableSpec table;

    RowMaker(Path file, TableSpec table) {
        this.file = file;
        this.table = table;
    }

    TableSpec table() {
        return table;
    }

    /** What is wrong at a line. */
    BadRows wrong(long line, String message) {
        return new BadRows(file + ":" + line + ": " + message + "; nothing is imported");
    }

    /** The column of a name. */
    TableSpec.Column column(long line, String name) {
        List<String> names =
                table.columns().stream().map(TableSpec.Column::name).toList();
        return table.column(name)
                .orElseThrow(() -> wrong(
                        line,
                        "table " + table.name() + " has no column " + Visible.quoted(name) + "; columns are "
                                + String.join(", ", names) + ClosestWord.hint(name, names)));
    }

    /** A row of values from JSON. */
    Row row(long line, JsonNode object) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(cell -> {
            TableSpec.Column column = column(line, cell.getKey());
            columns.put(column.name(), value(line, column, cell.getValue()));
        });
        return whole(line, columns);
    }

    private @Nullable Object value(long line, TableSpec.Column column, JsonNode value) {
        try {
            return column.type().read(value);
        } catch (IllegalArgumentException e) {
            throw wrong(line, "column " + column.name() + " " + e.getMessage());
        }
    }

    /** A value from its text; nothing is null. */
    @Nullable
    Object value(long line, TableSpec.Column column, String text) {
        try {
            return text.isEmpty() ? null : column.type().read(text);
        } catch (IllegalArgumentException e) {
            throw wrong(line, "column " + column.name() + " " + e.getMessage());
        }
    }

    /** The row of values that fit their columns. */
    Row whole(long line, Map<String, @Nullable Object> columns) {
        for (String key : table.key()) {
            if (columns.get(key) == null) {
                throw wrong(line, "column " + key + " is a key of table " + table.name() + " and is missing; add it");
            }
        }
        return new Row(table.name(), columns).onlyThese();
    }
}
