package dev.trawl.local.sqlite;

import dev.trawl.core.port.LedgerStopped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One group of changes after the other: each is one transaction of the file. Who asked for a change hears of it
 * when its group is durable, and not before.
 *
 * <p>A failed commit has an unknown outcome, so it is the last one. For one thread.
 */
final class Transaction {
    private final Db db;
    private final Changes.Group group;
    private final List<Change<?>> made = new ArrayList<>();
    private boolean begun;

    Transaction(Db db, Changes.Group group) {
        this.db = db;
        this.group = group;
    }

    /** Whether the group holds something to commit. */
    boolean begun() {
        return begun;
    }

    /** Makes a change in the group that is open, or opens one. */
    void make(Change<?> change) throws SQLException {
        try {
            if (change.writes() && !begun) {
                db.execute("BEGIN IMMEDIATE");
                begun = true;
            }
            change.make();
            if (change.writes()) {
                made.add(change);
            } else {
                change.acknowledge();
            }
        } catch (Refused e) {
            change.done().completeExceptionally(e);
        } catch (SQLException | RuntimeException e) {
            change.fail(stopped(e));
            throw e;
        }
    }

    /** Makes the group durable and tells everybody. */
    void commit() throws SQLException {
        if (begun) {
            group.beforeCommit();
            db.execute("COMMIT");
            begun = false;
            group.committed();
        }
        made.forEach(Change::acknowledge);
        made.clear();
    }

    /** How many more changes are worth waiting for; 0 where none is. */
    int underWay() {
        return group.urgent() ? 0 : group.underWay();
    }

    /** Tells those whose changes are in the group that its outcome is unknown. */
    void fail(LedgerStopped why) {
        made.forEach(each -> each.fail(why));
        made.clear();
    }

    static LedgerStopped stopped(Throwable cause) {
        return cause instanceof LedgerStopped already
                ? already
                : new LedgerStopped(
                        "The ledger could not be written: " + cause.getMessage()
                                + ". What was not acknowledged may or may not be there; nothing is lost. Mend the cause, then start"
                                + " again",
                        cause);
    }
}
