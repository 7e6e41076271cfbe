package dev.trawl.local.sqlite;

import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import java.sql.SQLException;
import java.util.List;

/** Rows that commands write and delete, apart from any run. Safe for any number of threads. */
public final class TableLedger {
    private final Changes writer;
    private final TableRows tables;

    TableLedger(Changes writer, TableRows tables) {
        this.writer = writer;
        this.tables = tables;
    }

    /**
     * Writes rows in one commit, durable on return; makes the table where it is not there. Where a key may be text or a number,
     * a row takes the place of the one whose key reads the same.
     *
     * @throws IllegalArgumentException where the table that is there has another key or other types; nothing is written
     *     then
     */
    public void put(TableSpec table, List<Row> rows) {
        writer.now(() -> {
            declare(table);
            for (Row row : rows) {
                tables.write(TableRows.NO_RUN, tables.named(table, row));
            }
            return rows.size();
        });
    }

    /**
     * Deletes the row of a key, durable on return.
     *
     * @param key the values of the key columns, as text, in their order
     * @return whether there was one
     * @throws IllegalArgumentException as {@link #put}
     */
    public boolean delete(TableSpec table, List<String> key) {
        return writer.now(() -> {
            declare(table);
            return tables.delete(table, key);
        });
    }

    private void declare(TableSpec table) throws SQLException {
        tables.check(table);
        tables.declare(table);
    }
}
