package dev.trawl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one connection of a source or a sink: made when it is needed, dropped when something went wrong. For one thread at a time. */
final class Link implements AutoCloseable {
    /**
     * How long a file of SQLite is left alone that another writes to. It is waited for here and not in the driver, which would hold
     * the thread that carries this one, and with it every other thread that has no other to be carried by.
     */
    private static final Duration BUSY_REST = Duration.ofMillis(50);

    /** How often: about 10 s, then it is as if it were away. */
    private static final int BUSY_RESTS = 180;

    private final Access access;
    private final Rest rest;
    private volatile @Nullable Connection open;

    /** @param rest waits while a file is busy */
    Link(Access access, Rest rest) {
        this.access = access;
        this.rest = rest;
    }

    /** Uses a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws SQLException, InterruptedException;
    }

    /**
     * Does something in one transaction.
     *
     * @throws SQLException when it failed; nothing of it holds then, or nobody knows, and the next use has a new connection
     * @throws InterruptedException when the thread was interrupted meanwhile; likewise
     */
    <T> T transaction(Use<T> use) throws SQLException, InterruptedException {
        return with(connection -> {
            T result = use.of(connection);
            commit(connection);
            return result;
        });
    }

    /** A commit that waits for readers is asked for again: while its transaction is there, it keeps out new ones (sqlite.org/lockingv3.html). */
    private void commit(Connection connection) throws SQLException, InterruptedException {
        for (int rests = 0; ; rests++) {
            try {
                connection.commit();
                return;
            } catch (SQLException e) {
                if (rests == BUSY_RESTS || !access.dialect().busy(e)) {
                    throw e;
                }
            }
            rest.rest(BUSY_REST);
        }
    }

    /**
     * Does something by statements that are a transaction each, so that none waits for a commit to go there and back.
     *
     * @throws SQLException as above
     * @throws InterruptedException likewise
     */
    <T> T statement(Use<T> use) throws SQLException, InterruptedException {
        return with(connection -> {
            connection.setAutoCommit(true);
            T result = use.of(connection);
            connection.setAutoCommit(false);
            return result;
        });
    }

    private <T> T with(Use<T> use) throws SQLException, InterruptedException {
        for (int rests = 0; ; rests++) {
            try {
                return once(use);
            } catch (SQLException e) {
                if (rests == BUSY_RESTS || !access.dialect().busy(e)) {
                    throw e;
                }
            }
            rest.rest(BUSY_REST);
        }
    }

    private <T> T once(Use<T> use) throws SQLException, InterruptedException {
        try {
            return use.of(connection());
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (SQLException | RuntimeException e) {
            close();
            if (Thread.interrupted()) {
                // Its socket was closed under it; that is no fault of the database.
                InterruptedException stopped = new InterruptedException("Stopped while a database was asked");
                stopped.initCause(e);
                throw stopped;
            }
            throw e;
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = access.connect();
            connection.setAutoCommit(false);
            open = connection;
        }
        return connection;
    }

    /** Lets go of the connection; what was not committed is rolled back. */
    @Override
    public void close() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It was lost; nothing is left to give back.
            }
        }
    }
}
