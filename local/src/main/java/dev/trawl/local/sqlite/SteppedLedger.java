package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ledger without a thread of its own, over a connection of the caller's, who says when a group is committed.
 * Its SQL, its order of changes and what it tells whom are those of {@link SqliteLedger}. For one thread, such as
 * a simulated world's.
 */
public final class SteppedLedger {
    private final InTurn changes;
    private final SqliteLedger ledger;
    private final SqliteRecords records;

    private SteppedLedger(InTurn changes, SqliteLedger ledger, SqliteRecords records) {
        this.changes = changes;
        this.ledger = ledger;
        this.records = records;
    }

    /**
     * The ledger in the database of a connection; makes the tables where there are none.
     *
     * @param onStop told once, when a commit failed and no more changes are taken
     */
    public static SteppedLedger over(
            Connection connection, PageRoom room, SqliteLedger.Commits commits, Consumer<LedgerStopped> onStop)
            throws SQLException {
        Db db = new Db(connection);
        if (!LedgerFile.written(db)) {
            Schema.create(db);
        }
        InTurn[] changes = new InTurn[1];
        KnownKeys keys = KnownKeys.open(db, Optional.empty());
        SqliteLedger ledger =
                new SqliteLedger(db, keys, room, commits, group -> changes[0] = new InTurn(db, group, onStop));
        return new SteppedLedger(changes[0], ledger, new SqliteRecords(db, Runnable::run, () -> {}));
    }

    /** Takes the changes. */
    public SqliteLedger ledger() {
        return ledger;
    }

    /** Reads what is committed. */
    public SqliteRecords records() {
        return records;
    }

    /** Whether changes wait for their group. */
    public boolean waiting() {
        return changes.waiting();
    }

    /** Commits what waits, as one group. */
    public void commit() {
        changes.commit();
    }
}
