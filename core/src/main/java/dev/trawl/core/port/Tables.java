package dev.trawl.core.port;

import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named rows by key, for reading; rows are written with the outcomes of items. Also from another process. A table of
 * which nothing was written yet has no rows.
 */
public interface Tables {
    /** The tables that jobs have declared so far. */
    List<TableSpec> declared();

    /**
     * Rows in the order they were first written in.
     *
     * @param where columns and the text of the value that they must have
     */
    Slice<Row> rows(TableSpec table, Map<String, String> where, Optional<String> after, int limit);

    /** Rows that a run wrote last, in the order they were first written in. */
    Slice<Row> rows(TableSpec table, RunId run, Optional<String> after, int limit);

    /**
     * Rows by their keys.
     *
     * @param keys values of the key's columns, in the order of {@link TableSpec#key}
     * @return those that are there, in the order of the keys
     */
    List<Row> rows(TableSpec table, List<List<String>> keys);

    /**
     * Rows whose turn has come, those that were served the longest ago first. A row that is served while the list is read has no
     * second turn in it.
     */
    Slice<Row> rows(TableSpec table, Turns turns, Optional<String> after, int limit);

    /**
     * The key of each row and behind it some columns, all as text, in the order of the key. A page goes on behind the last key of the one before, so
     * that rows that are written or deleted meanwhile move no other: what is there all the time is read once. Quick where a
     * column of {@code where} is indexed ({@link TableSpec#index}); tables of millions of rows are read in this way.
     *
     * @param table whose key is one column
     * @param columns whose values are wanted behind the key's, in this order
     * @param where columns and the text of the value that they must have
     * @param after the key, as text, of the last row that was read
     */
    Slice<List<@Nullable String>> inKeyOrder(
            TableSpec table, List<String> columns, Map<String, String> where, Optional<String> after, int limit);

    /**
     * The row of a key.
     *
     * @param key the values of the key columns, as text, in their order
     */
    Optional<Row> row(TableSpec table, List<String> key);

    /**
     * How many rows have these values, counted as far as a number.
     *
     * @param most no further than this
     */
    long count(TableSpec table, Map<String, String> where, long most);
}
