package dev.trawl.jdbc;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Notes;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A table of another database. It has one connection and no thread of its own: of those who wait the first
 * writes what all of them wait for in one transaction, lets them go and makes the next one lead; so the more wait, the larger it is.
 */
final class JdbcSink implements Sink {
    /** Rows of one transaction; more wait for the next. */
    private static final int ROWS_MAX = 1_000;

    private final Access access;
    private final Upsert table;
    private final Rest rest;
    private final Notes notes;
    private final Link link;
    private final Backoff backoff = new Backoff();
    /** Of the connection; held while the database is asked. */
    private final ReentrantLock connecting = new ReentrantLock();
    /** Of who waits, and who leads; held for moments. */
    private final ReentrantLock guard = new ReentrantLock();
    /** In the order they came in; a set, as each leaves from anywhere. */
    private final LinkedHashSet<Pending> waiting = new LinkedHashSet<>();
    /** Whether one of them writes. */
    private boolean led;

    /** @param notes told when the database goes away, and when it is back */
    JdbcSink(Access access, Upsert table, Rest rest, Notes notes) {
        this.access = access;
        this.table = table;
        this.rest = rest;
        this.notes = notes;
        this.link = new Link(access);
    }

    /** Rows that somebody waits for. Its fields are read and changed under the guard, the refusal by who leads. */
    private static final class Pending {
        private final List<Row> rows;
        private final Condition changed;
        private volatile boolean over;
        private boolean leads;
        private volatile @Nullable SQLException refused;

        Pending(List<Row> rows, Condition changed) {
            this.rows = rows;
            this.changed = changed;
        }
    }

    @Override
    public void check() throws InterruptedException {
        try {
            ready();
        } catch (SQLException e) {
            throw new EnvironmentFault(message(e)
                    + "; nothing was started; correct the job's settings or the database and run the command again");
        } finally {
            close();
        }
    }

    /** The table may be there already where nobody may make one, so it is tried first. */
    private void ready() throws SQLException, InterruptedException {
        try {
            link.transaction(connection -> {
                table.probe(connection);
                return true;
            });
        } catch (SQLException missing) {
            if (Trouble.of(missing) != Trouble.WRONG) {
                throw missing;
            }
            link.transaction(connection -> {
                table.create(connection);
                table.widen(connection);
                table.probe(connection);
                return true;
            });
        }
    }

    @Override
    public void write(List<Row> rows) throws InterruptedException, RowRefused {
        Pending mine = new Pending(List.copyOf(rows), guard.newCondition());
        guard.lockInterruptibly();
        try {
            join(mine);
        } finally {
            guard.unlock();
        }
        if (!mine.over) {
            lead(mine);
        }
        SQLException refused = mine.refused;
        if (refused != null) {
            throw new RowRefused(
                    "Writing a row to table " + table.name() + " of " + access.shown() + " failed: "
                            + access.said(refused)
                            + "; it is not written; correct the table or the worker and redrive the item",
                    refused);
        }
    }

    /** Waits, under the guard, until the rows are written or it is this thread's turn to write what waits. */
    private void join(Pending mine) throws InterruptedException {
        waiting.add(mine);
        mine.leads = !led;
        led = true;
        try {
            while (!mine.over && !mine.leads) {
                mine.changed.await();
            }
        } catch (InterruptedException e) {
            leave(mine);
            throw e;
        }
    }

    private void lead(Pending mine) throws InterruptedException {
        try {
            while (!mine.over) {
                write();
            }
        } finally {
            guard.lock();
            try {
                leave(mine);
            } finally {
                guard.unlock();
            }
        }
    }

    /** Nobody waits for these rows any more; under the guard. Who led makes the next one lead. */
    private void leave(Pending mine) {
        waiting.remove(mine);
        if (mine.leads) {
            @Nullable Pending next = waiting.isEmpty() ? null : waiting.getFirst();
            led = next != null;
            if (next != null) {
                next.leads = true;
                next.changed.signal();
            }
        }
    }

    /** Writes what waits, as much as goes into one transaction, and lets go who waited for it. */
    private void write() throws InterruptedException {
        List<Pending> group = group();
        connecting.lockInterruptibly();
        try {
            put(group);
        } catch (SQLException e) {
            for (Pending each : group) {
                alone(each);
            }
        } finally {
            connecting.unlock();
        }
        guard.lock();
        try {
            for (Pending each : group) {
                each.over = true;
                waiting.remove(each);
                each.changed.signal();
            }
        } finally {
            guard.unlock();
        }
    }

    private void alone(Pending pending) throws InterruptedException {
        try {
            put(List.of(pending));
        } catch (SQLException e) {
            pending.refused = e;
        }
    }

    private List<Pending> group() {
        List<Pending> group = new ArrayList<>();
        int rows = 0;
        guard.lock();
        try {
            for (Pending each : waiting) {
                rows += each.rows.size();
                if (!group.isEmpty() && rows > ROWS_MAX) {
                    break;
                }
                group.add(each);
            }
        } finally {
            guard.unlock();
        }
        return group;
    }

    /** @throws SQLException where the table refuses a row; what is away, or not as it should be, is waited for */
    private void put(List<Pending> group) throws SQLException, InterruptedException {
        List<Row> rows = group.stream().flatMap(each -> each.rows.stream()).toList();
        patiently(() -> link.transaction(connection -> {
            table.write(connection, rows);
            return true;
        }));
    }

    /** Something that asks the database. */
    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws SQLException, InterruptedException;
    }

    private <T> T patiently(Asking<T> asking) throws SQLException, InterruptedException {
        boolean lost = false;
        while (true) {
            boolean sound = false;
            try {
                if (lost) {
                    ready();
                    sound = true;
                }
                T answer = asking.ask();
                backoff.answered();
                if (lost) {
                    notes.tell("Table " + table.name() + " of " + access.shown() + " takes rows again");
                }
                return answer;
            } catch (SQLException e) {
                Trouble trouble = Trouble.of(e);
                // Where the table is well and takes these rows no better, it is the rows: of a trigger's veto, or too
                // long a key.
                if (trouble == Trouble.REFUSED || (sound && trouble == Trouble.WRONG)) {
                    throw e;
                }
                if (!lost) {
                    notes.tell(
                            "Writing to table " + table.name() + " of " + access.shown() + " failed: " + access.said(e)
                                    + "; it is tried again until it works, and nothing is lost; see to the database");
                }
                lost = true;
                rest.rest(backoff.failed());
            }
        }
    }

    @Override
    public OptionalLong rows(RunId run) throws InterruptedException {
        if (!table.saysWhose()) {
            return OptionalLong.empty();
        }
        connecting.lockInterruptibly();
        try {
            return OptionalLong.of(
                    patiently(() -> link.transaction(connection -> table.count(connection, run.text()))));
        } catch (SQLException e) {
            throw new IllegalStateException("Counting rows of table " + table.name() + " failed: " + access.said(e), e);
        } finally {
            connecting.unlock();
        }
    }

    private String message(SQLException fault) {
        return "Opening the table " + table.name() + " of " + access.shown() + " as user "
                + (access.user().isEmpty() ? "(none)" : access.user()) + " failed: " + access.said(fault);
    }

    @Override
    public void close() {
        link.close();
    }
}
