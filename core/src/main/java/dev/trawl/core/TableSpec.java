package dev.trawl.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of Trawl's own.
 *
 * @param name in snake_case
 * @param key the columns that name a row, one or more
 * @param columns all of them, in the order they are shown in
 * @param index columns by whose value rows are found without reading all others, in the order of the key
 */
public record TableSpec(String name, List<String> key, List<Column> columns, List<String> index) {
    /** The most columns of a table that takes what its rows bring. */
    public static final int COLUMNS_MAX = 200;

    /**
     * A column. Names are snake_case.
     *
     * @param standard the text of what a row has that is new and does not name the column; empty where that is null
     */
    public record Column(String name, ColumnType type, Optional<String> standard) {
        public Column {
            requireName("A column", name);
            standard.ifPresent(type::read);
        }

        /** Without a standard value. */
        public Column(String name, ColumnType type) {
            this(name, type, Optional.empty());
        }
    }

    /** Without indexes. */
    public TableSpec(String name, List<String> key, List<Column> columns) {
        this(name, key, columns, List.of());
    }

    public TableSpec {
        requireName("A table", name);
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        index = copied(index);
        List<String> names = columns.stream().map(Column::name).toList();
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("Table " + name + " names a column twice: " + names);
        }
        if (key.isEmpty() || !names.containsAll(key)) {
            throw new IllegalArgumentException(
                    "Table " + name + " has a key of one or more of its columns " + names + ", got: " + key);
        }
        if (!names.containsAll(index)) {
            throw new IllegalArgumentException(
                    "Table " + name + " has indexes of its columns " + names + ", got: " + index);
        }
    }

    /** A column of it; empty where there is none of this name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * This table with what another declaration of it has besides: columns, indexes, standard values.
     *
     * @throws IllegalArgumentException where key or types differ
     */
    public TableSpec with(TableSpec other) {
        Map<String, Column> all = new LinkedHashMap<>();
        columns.forEach(column -> all.put(column.name(), column));
        other.columns().forEach(column -> all.merge(column.name(), column, this::merged));
        if (!key.equals(other.key())) {
            throw new IllegalArgumentException("Table " + name + " has the key " + key + " already, and the job wants "
                    + other.key() + ". Give one of them another name");
        }
        Set<String> indexes = new LinkedHashSet<>(index);
        indexes.addAll(other.index());
        return new TableSpec(name, key, new ArrayList<>(all.values()), List.copyOf(indexes));
    }

    private Column merged(Column there, Column wanted) {
        if (there.type() != wanted.type()) {
            throw new IllegalArgumentException("Table " + name + " has a column " + there.name() + " of type "
                    + there.type() + " already, and the job wants " + wanted.type()
                    + ". Give one of them another name");
        }
        return wanted.standard().isPresent() ? wanted : there;
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

    /** What was written before there were indexes has none. */
    private static List<String> copied(@Nullable List<String> index) {
        return index == null ? List.of() : List.copyOf(index);
    }
}
