package dev.trawl.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param columns by name, in order; text, numbers, booleans, instants, JSON trees, {@link Changed}, null
 */
public record Row(String table, Map<String, @Nullable Object> columns) {
    // Written out: a compact constructor loses the type annotation in the class file.
    public Row(String table, Map<String, @Nullable Object> columns) {
        this.table = table;
        this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
