package dev.trawl.local.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Where changes of the ledger go: they are made one after the other, in groups that commit whole. */
interface Changes extends AutoCloseable {
    /** Work in the order of the changes. Throws {@link Refused} only before its first write. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** What happens around the changes of a group. */
    interface Group {
        /** Writes what the changes left to write. */
        void beforeCommit() throws SQLException;

        /** The group is durable; told before those who wait for its changes. */
        void committed();

        /** Whether something became due that must not wait. */
        boolean urgent();

        /**
         * After how many more changes something may become due; 0 where none is under way, so that waiting for
         * more would be in vain.
         */
        int underWay();
    }

    /** Somebody waits for this change: its group commits at once. */
    <T> T now(Work<T> work);

    /** Nobody waits for this change: its group may grow. */
    <T> CompletableFuture<T> soon(Work<T> work);

    /** Reads what the changes made so far, in order with them. */
    <T> T read(Work<T> work);

    /** Makes and commits what is there; takes nothing more. */
    @Override
    void close() throws SQLException;
}
