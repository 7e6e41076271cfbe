package dev.trawl.local;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.local.sqlite.TableLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a command does to the rows of a table, in one commit.
 *
 * @param table as the jobs that are known to the command declare it
 * @param put rows of which only the columns that they name are written
 * @param delete keys, the values as text, of rows that are deleted
 */
public record RowChange(TableSpec table, List<Row> put, List<List<String>> delete) {
    static final String TABLE = "table";
    private static final String PUT = "put";
    private static final String DELETE = "delete";

    public RowChange {
        put = List.copyOf(put);
        delete = List.copyOf(delete);
    }

    /**
     * Makes it.
     *
     * @return how many rows were written or deleted
     * @throws IllegalArgumentException where the table that is there has another key or other types; nothing is done
     *     then
     */
    public int make(TableLedger tables) {
        if (!put.isEmpty()) {
            tables.put(table, put);
        }
        return put.size()
                + (int) delete.stream().filter(key -> tables.delete(table, key)).count();
    }

    /**
     * Asks the process that holds a data folder to make it; empty where none holds it.
     *
     * @param notice told once, on another thread, where the answer takes longer than some seconds
     * @return how many rows were written or deleted
     * @throws dev.trawl.core.EnvironmentFault where no answer comes: then it may have been done or not
     * @throws IllegalArgumentException where it is refused
     */
    public Optional<Integer> ask(Path data, Consumer<String> notice) {
        return ControlClient.ask(data, asked(), notice).map(answer -> {
            if (!answer.has("rows")) {
                throw new IllegalArgumentException(answer.path("refused")
                        .asString(answer.path("error").asString("the process that holds the folder did not say why")));
            }
            return answer.get("rows").asInt();
        });
    }

    private JsonNode asked() {
        ObjectNode question = Json.object();
        question.set(TABLE, Json.tree(table));
        ArrayNode rows = question.putArray(PUT);
        put.forEach(row -> rows.add(row.document()));
        question.set(DELETE, Json.tree(delete));
        return question;
    }

    /** Reads {@link #asked}; what makes no sense is an IllegalArgumentException. */
    static RowChange of(JsonNode question) {
        TableSpec table = Json.of(question.get(TABLE)).as(TableSpec.class);
        List<Row> put = new ArrayList<>();
        question.path(PUT).forEach(row -> put.add(row(table, row)));
        List<List<String>> delete = new ArrayList<>();
        question.path(DELETE)
                .forEach(key ->
                        delete.add(key.valueStream().map(JsonNode::asString).toList()));
        return new RowChange(table, put, delete);
    }

    private static Row row(TableSpec table, JsonNode row) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<String, @Nullable Object>();
        row.properties()
                .forEach(cell -> columns.put(
                        cell.getKey(),
                        table.column(cell.getKey())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "Table " + table.name() + " has no column " + cell.getKey()))
                                .type()
                                .read(cell.getValue())));
        return new Row(table.name(), columns).onlyThese();
    }
}
