package dev.trawl.core.stage;

import dev.trawl.core.Changed;
import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Job;
import dev.trawl.core.TableSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds a row against its table before anything of it reaches the ledger. */
final class RowCheck {
    private RowCheck() {}

    /** The table of a job; one that it does not declare is an IllegalArgumentException. */
    static TableSpec table(Job job, String table) {
        List<TableSpec> written = job.written();
        for (TableSpec each : written) {
            if (each.name().equals(table)) {
                return each;
            }
        }
        throw new IllegalArgumentException("Job " + job.name() + " declares no table " + table
                + ClosestWord.hint(table, written.stream().map(TableSpec::name).toList()));
    }

    static void check(TableSpec spec, Map<String, ? extends @Nullable Object> columns) {
        int known = 0;
        for (TableSpec.Column column : spec.columns()) {
            known += columns.containsKey(column.name()) ? 1 : 0;
            fits(spec, column, columns.get(column.name()));
        }
        if (known < columns.size()) {
            if (!spec.open()) {
                throw unknown(spec, columns);
            }
            more(spec, columns);
        }
    }

    /** Columns that a row brings are named as those of the table are, and there are not too many of them. */
    private static void more(TableSpec spec, Map<String, ? extends @Nullable Object> columns) {
        if (columns.size() > TableSpec.COLUMNS_MAX) {
            throw new IllegalArgumentException("A row of table " + spec.name() + " has at most " + TableSpec.COLUMNS_MAX
                    + " columns, got: " + columns.size());
        }
        columns.keySet().forEach(name -> new TableSpec.Column(name, ColumnType.ANY));
    }

    private static IllegalArgumentException unknown(TableSpec spec, Map<String, ? extends @Nullable Object> columns) {
        List<String> names = spec.columns().stream().map(TableSpec.Column::name).toList();
        String name = columns.keySet().stream()
                .filter(each -> !names.contains(each))
                .findFirst()
                .orElseThrow();
        return new IllegalArgumentException(
                "Table " + spec.name() + " has no column " + name + ClosestWord.hint(name, names));
    }

    private static void fits(TableSpec table, TableSpec.Column column, @Nullable Object value) {
        if (value == null && table.key().contains(column.name())) {
            throw new IllegalArgumentException(
                    "Column " + column.name() + " is a key of table " + table.name() + ", got: null");
        }
        if (value != null && !fits(column.type(), value)) {
            throw new IllegalArgumentException("Column " + column.name() + " of table " + table.name() + " takes "
                    + column.type() + ", got: " + value.getClass().getSimpleName());
        }
    }

    private static boolean fits(ColumnType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long || value instanceof Integer;
            case NUMBER -> value instanceof Number number && ColumnType.writable(number);
            case TRUTH -> value instanceof Boolean || value instanceof Changed;
            case INSTANT -> value instanceof Instant;
            case JSON -> value instanceof JsonNode;
            case ANY -> true;
        };
    }
}
