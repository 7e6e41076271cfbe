package dev.trawl.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a table.
 *
 * @param columns by name, in order; text, numbers, booleans, instants, JSON trees, {@link Changed}, null
 * @param partial whether columns that are not named stay as they are, where a row of its key is there; where none is
 *     they get their standard values. Else they become null
 * @param quiet whether nobody hears of its change
 * @param update whether nothing is written where no row of its key is there
 */
public record Row(String table, Map<String, @Nullable Object> columns, boolean partial, boolean quiet, boolean update) {
    /** A whole row, of whose change others hear. */
    public Row(String table, Map<String, ? extends @Nullable Object> columns) {
        this(table, Collections.unmodifiableMap(columns), false, false, false);
    }

    /** Of which only these columns are written. */
    public Row onlyThese() {
        return new Row(table, columns, true, quiet, update);
    }

    /** Of which only these columns are written, and nothing where the row was deleted meanwhile. */
    public Row onlyTheseIfThere() {
        return new Row(table, columns, true, quiet, true);
    }

    /** Of whose change nobody hears. */
    public Row quietly() {
        return new Row(table, columns, partial, true, update);
    }

    /** Its columns as an object, in their order; null for what is yet to be filled in. */
    public ObjectNode document() {
        ObjectNode object = Json.object();
        columns.forEach((name, value) -> object.set(name, tree(value)));
        return object;
    }

    private static JsonNode tree(@Nullable Object value) {
        return switch (value) {
            case JsonNode tree -> tree;
            case Json json -> json.tree();
            case Instant instant -> Json.tree(instant.toString());
            case Changed _ -> Json.tree(null);
            case null -> Json.tree(null);
            default -> Json.tree(value);
        };
    }

    // Written out: a compact constructor loses the type annotation in the class file.
    public Row(String table, Map<String, @Nullable Object> columns, boolean partial, boolean quiet, boolean update) {
        this.table = table;
        this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        this.partial = partial;
        this.quiet = quiet;
        this.update = update;
    }
}
