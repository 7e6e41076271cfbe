package dev.trawl.jdbc;

import dev.trawl.core.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that writes rows, and what it has learnt of the table. For one thread at a time. */
final class Lane implements AutoCloseable {
    private final Link link;
    private final Closing closing;
    private final boolean arrays;
    private final Backoff backoff = new Backoff();
    private @Nullable Known known;

    /**
     * Connects to nobody yet.
     *
     * @param closing run after rows are written, in the same transaction
     * @param rest waits while a file is busy
     */
    Lane(Access access, Closing closing, Rest rest) {
        this.link = new Link(access, rest);
        this.closing = closing;
        this.arrays = access.dialect() == Dialect.POSTGRESQL && closing.equals(Closing.NONE);
    }

    /** What holds for a table as long as a connection does. */
    private record Known(Connection connection, Upsert table, ArrayUpsert statement) {}

    Link link() {
        return link;
    }

    /** How long the database is left alone where this connection was lost. */
    Backoff backoff() {
        return backoff;
    }

    /** Writes rows, of several with the same key the last, all or none. They are durable when it returns. */
    void write(Upsert table, List<Row> rows) throws SQLException, InterruptedException {
        List<Row> last = table.last(rows);
        if (arrays) {
            link.statement(connection -> {
                statement(connection, table).write(connection, last);
                return true;
            });
        } else {
            link.transaction(connection -> {
                table.write(connection, last);
                closing.run(connection, last);
                return true;
            });
        }
    }

    private ArrayUpsert statement(Connection connection, Upsert table) throws SQLException {
        Known now = known;
        if (now == null || !now.connection.equals(connection) || !now.table.equals(table)) {
            now = new Known(connection, table, ArrayUpsert.of(connection, table));
            known = now;
        }
        return now.statement;
    }

    @Override
    public void close() {
        link.close();
    }
}
