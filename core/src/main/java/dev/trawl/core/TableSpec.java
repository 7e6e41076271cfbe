package dev.trawl.core;

import java.util.HashSet;
import java.util.List;

/**
 * A table of Trawl's own.
 *
 * @param name in snake_case
 * @param key the columns that name a row, one or more
 * @param columns all of them, in the order they are shown in
 */
public record TableSpec(String name, List<String> key, List<Column> columns) {
    /** The most columns of a table that takes what its rows bring. */
    public static final int COLUMNS_MAX = 200;

    /** A column. Names are snake_case. */
    public record Column(String name, ColumnType type) {
        public Column {
            requireName("A column", name);
        }
    }

    public TableSpec {
        requireName("A table", name);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        List<String> names = columns.stream().map(Column::name).toList();
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("Table " + name + " names a column twice: " + names);
        }
        if (key.isEmpty() || !names.containsAll(key)) {
            throw new IllegalArgumentException(
                    "Table " + name + " has a key of one or more of its columns " + names + ", got: " + key);
        }
    }

    /**
     * Whether its rows may bring columns that it does not name; they are of type {@link ColumnType#ANY} then. So it is
     * where one of its own columns is: whoever does not say what a table holds leaves it to the rows. Of more than
     * {@value #COLUMNS_MAX} columns those that came last are not kept.
     */
    public boolean open() {
        return columns.stream().anyMatch(column -> column.type() == ColumnType.ANY);
    }

    private static void requireName(String what, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    what + "'s name is 1 to 63 lower-case letters, digits and _, got: " + name);
        }
    }
}
