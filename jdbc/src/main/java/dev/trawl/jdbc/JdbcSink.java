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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A table of another database. It has few connections and no thread of its own: of those who wait some lead, each of whom
 * writes what waits in one transaction, lets those go who waited for it and makes the next one lead; so the more wait, the larger it is.
 */
final class JdbcSink implements Sink {
    /** Rows of one transaction; more wait for the next. */
    private static final int ROWS_MAX = 1_000;

    /** Who writes at once where that is faster: while one waits for the disk, the other's rows are taken in. */
    private static final int LANES = 2;

    private final Opening opening;
    private final Access access;
    private final Rest rest;
    private final Notes notes;
    private final List<Lane> lanes = new ArrayList<>();
    /** Lanes that nobody uses. */
    private final BlockingQueue<Lane> free = new ArrayBlockingQueue<>(LANES);
    /** Whether somebody was told that the database is away. */
    private final AtomicBoolean away = new AtomicBoolean();
    /** Of who waits, and who leads; held for moments. */
    private final ReentrantLock guard = new ReentrantLock();
    /** Whose rows nobody writes yet, in the order they came in; a set, as each leaves from anywhere. */
    private final LinkedHashSet<Pending> waiting = new LinkedHashSet<>();
    /** How many of them write. */
    private int leaders;

    private volatile Opening.Opened opened;

    /** A table of items' rows; the parameters are those of the other one. */
    JdbcSink(Opening opening, Rest rest, Notes notes) {
        this(opening, Closing.NONE, rest, notes);
    }

    /**
     * A table.
     *
     * @param closing run with each row
     * @param notes told when the database goes away, and when it is back
     */
    JdbcSink(Opening opening, Closing closing, Rest rest, Notes notes) {
        this.opening = opening;
        this.access = opening.access();
        this.rest = rest;
        this.notes = notes;
        this.opened = new Opening.Opened(opening.whole(), Optional.empty());
        int most = access.dialect().writesAtOnce() ? LANES : 1;
        for (int n = 0; n < most; n++) {
            lanes.add(new Lane(access, closing, rest));
        }
        free.addAll(lanes);
    }

    /** Rows that somebody waits for. Its fields are read and changed under the guard, the refusal by who leads. */
    private static final class Pending {
        private final List<Row> rows;
        private final Condition changed;
        private boolean over;
        private boolean leads;
        private boolean left;
        private volatile @Nullable SQLException refused;

        Pending(List<Row> rows, Condition changed) {
            this.rows = rows;
            this.changed = changed;
        }
    }

    @Override
    public void check() throws InterruptedException {
        Lane lane = free.take();
        try {
            open(lane);
        } catch (SQLException e) {
            throw new EnvironmentFault(message(e)
                    + "; nothing was started; correct the job's settings or the database and run the command again");
        } finally {
            free.add(lane);
            close();
        }
    }

    private void open(Lane lane) throws SQLException, InterruptedException {
        Opening.Opened now = opening.open(lane.link());
        guard.lock();
        try {
            if (!now.lacking().equals(opened.lacking())) {
                now.lacking().ifPresent(notes::tell);
            }
            opened = now;
        } finally {
            guard.unlock();
        }
    }

    @Override
    public Optional<String> lacking() {
        return opened.lacking();
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
        if (mine.leads) {
            lead(mine);
        }
        SQLException refused = mine.refused;
        if (refused != null) {
            throw new RowRefused(
                    "Writing a row to table " + opening.whole().name() + " of " + access.shown() + " failed: "
                            + access.said(refused)
                            + "; it is not written; correct the table or the worker and redrive the item",
                    refused);
        }
    }

    /** Waits, under the guard, until the rows are written or it is this thread's turn to write what waits. */
    private void join(Pending mine) throws InterruptedException {
        if (leaders < lanes.size()) {
            leaders++;
            mine.leads = true;
            return;
        }
        waiting.add(mine);
        try {
            while (!mine.over && !mine.leads) {
                mine.changed.await();
            }
        } catch (InterruptedException e) {
            mine.left = true;
            waiting.remove(mine);
            if (mine.leads) {
                pass();
            }
            throw e;
        }
    }

    /** Writes its rows and what waits, as much as goes into one transaction, and lets go who waited for it. */
    private void lead(Pending mine) throws InterruptedException {
        List<Pending> group = List.of(mine);
        boolean written = false;
        try {
            Lane lane = free.take();
            try {
                group = group(mine);
                write(lane, group);
                written = true;
            } finally {
                free.add(lane);
            }
        } finally {
            guard.lock();
            try {
                mine.left = true;
                for (Pending each : group.reversed()) {
                    settle(each, written);
                }
                pass();
            } finally {
                guard.unlock();
            }
        }
    }

    /** Under the guard: its rows are written, or are written by the next one. */
    private void settle(Pending pending, boolean written) {
        if (written) {
            pending.over = true;
            pending.changed.signal();
        } else if (!pending.left) {
            waiting.addFirst(pending);
        }
    }

    /** Under the guard: who led makes the next one lead. Nobody else takes that one's rows. */
    private void pass() {
        if (waiting.isEmpty()) {
            leaders--;
        } else {
            Pending next = waiting.removeFirst();
            next.leads = true;
            next.changed.signal();
        }
    }

    /** Takes what waits. */
    private List<Pending> group(Pending mine) {
        List<Pending> group = new ArrayList<>();
        group.add(mine);
        int rows = mine.rows.size();
        guard.lock();
        try {
            while (!waiting.isEmpty() && rows + waiting.getFirst().rows.size() <= ROWS_MAX) {
                Pending next = waiting.removeFirst();
                rows += next.rows.size();
                group.add(next);
            }
        } finally {
            guard.unlock();
        }
        return group;
    }

    private void write(Lane lane, List<Pending> group) throws InterruptedException {
        try {
            put(lane, group);
        } catch (SQLException e) {
            for (Pending each : group) {
                alone(lane, each);
            }
        }
    }

    private void alone(Lane lane, Pending pending) throws InterruptedException {
        try {
            put(lane, List.of(pending));
            pending.refused = null;
        } catch (SQLException e) {
            pending.refused = e;
        }
    }

    /** @throws SQLException where the table refuses a row; what is away, or not as it should be, is waited for */
    private void put(Lane lane, List<Pending> group) throws SQLException, InterruptedException {
        List<Row> rows = group.stream().flatMap(each -> each.rows.stream()).toList();
        patiently(lane, () -> {
            lane.write(opened.table(), rows);
            return true;
        });
    }

    /** Something that asks the database. */
    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws SQLException, InterruptedException;
    }

    private <T> T patiently(Lane lane, Asking<T> asking) throws SQLException, InterruptedException {
        boolean doubted = false;
        while (true) {
            boolean sound = false;
            try {
                if (doubted) {
                    open(lane);
                    sound = true;
                }
                T answer = asking.ask();
                lane.backoff().answered();
                if (away.compareAndSet(true, false)) {
                    notes.tell("Table " + opening.whole().name() + " of " + access.shown() + " takes rows again");
                }
                return answer;
            } catch (SQLException e) {
                Trouble trouble = Trouble.of(e);
                // Where the table is well and takes these rows no better, it is the rows: of a trigger's veto, or too
                // long a key.
                if (trouble == Trouble.REFUSED || (sound && trouble == Trouble.WRONG)) {
                    throw e;
                }
                // A table that is not there yet, or lacks something, is made and widened first.
                if (doubted || trouble == Trouble.AWAY) {
                    tell(e);
                    rest.rest(lane.backoff().failed());
                }
                doubted = true;
            }
        }
    }

    private void tell(SQLException fault) {
        if (away.compareAndSet(false, true)) {
            notes.tell("Writing to table " + opening.whole().name() + " of " + access.shown() + " failed: "
                    + access.said(fault)
                    + "; it is tried again until it works, and nothing is lost; see to the database");
        }
    }

    @Override
    public OptionalLong rows(RunId run) throws InterruptedException {
        if (!opening.whole().saysWhose()) {
            return OptionalLong.empty();
        }
        Lane lane = free.take();
        try {
            return OptionalLong.of(patiently(
                    lane,
                    () -> lane.link().transaction(connection -> opened.table().count(connection, run.text()))));
        } catch (SQLException e) {
            // The rows are there, and their number is not worth a run's end, let alone everybody's.
            notes.tell("Counting the rows of run " + run + " in table "
                    + opening.whole().name() + " of " + access.shown() + " failed: " + access.said(e)
                    + "; its summary does not say how many there are; give the table a column run that is text");
            return OptionalLong.empty();
        } finally {
            free.add(lane);
        }
    }

    private String message(SQLException fault) {
        return "Opening the table " + opening.whole().name() + " of " + access.shown() + " as user "
                + access.userShown() + " failed: " + access.said(fault);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
