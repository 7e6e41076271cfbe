package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The ledger in one SQLite file. Changes are made by one writer thread in groups; see {@link Writer}. */
public final class SqliteLedger implements Ledger, AutoCloseable {
    /** The folder beside the file in which the keys of large open runs lie: derived, and made again where it is missing. */
    private static final String KEYS = "keys";

    /** Holds that are over are removed with one of so many that are kept: looking for them reads every row. */
    private static final int HOLDS_BETWEEN_SWEEPS = 1_000;

    private final Db db;
    private final Books books;
    private final KnownKeys keys;
    private int holds;
    private final Accepting accepting;
    private final ListingPages listing;
    private final Settling settling;
    private final HandingOut handingOut;
    private final Turning turning;
    private final Removal removal;
    private final Changes writer;
    private final TriggerLedger triggers;
    private final NoticeRows noticeRows;
    private final NoticeLedger notices;
    private final TableLedger tableLedger;
    private final ChangeRows changeRows;
    private volatile Runnable onChange = () -> {};
    private volatile Predicate<String> listened = _ -> false;
    private volatile Written written = Written.NONE;

    /** Hears of every commit, in order, before those who wait for it. */
    @FunctionalInterface
    public interface Commits {
        /**
         * A run has changed.
         *
         * @param outcomes of its items that have become durable
         */
        void committed(RunView run, int outcomes);
    }

    SqliteLedger(Db db, KnownKeys keys, PageRoom room, Commits commits, Function<Changes.Group, Changes> changes)
            throws SQLException {
        this.db = db;
        this.keys = keys;
        this.books = new Books(db, room);
        this.changeRows = new ChangeRows(db);
        TableRows tables = new TableRows(db, changeRows);
        this.noticeRows = new NoticeRows(db);
        this.accepting = new Accepting(db, books, tables);
        this.listing = new ListingPages(db, books, keys);
        this.settling = new Settling(db, books, tables, noticeRows, changeRows);
        this.handingOut = new HandingOut(db, books);
        this.turning = new Turning(db, books, noticeRows, tables, job -> listened.test(job));
        this.removal = new Removal(db);
        this.writer = changes.apply(new Groups(commits));
        this.notices = new NoticeLedger(db, writer, noticeRows);
        this.tableLedger = new TableLedger(writer, tables);
        this.triggers = new TriggerLedger(db, writer, accepting, run -> taken(run, accepting.accept(run)), turning);
    }

    /**
     * Opens the file, or makes it. One at a time: the data folder's lock is the caller's.
     *
     * @param onStop told once, when a commit failed and no more changes are taken
     * @throws SQLException where the file can't be opened as it must be, with what to do
     */
    public static SqliteLedger open(Path file, Commits commits, Consumer<LedgerStopped> onStop) throws SQLException {
        Db db = LedgerFile.writer(file);
        try {
            KnownKeys keys = KnownKeys.open(db, Optional.of(file.resolveSibling(KEYS)));
            return new SqliteLedger(db, keys, PageRoom.STANDARD, commits, group -> new Writer(db, group, onStop));
        } catch (SQLException | RuntimeException e) {
            db.close();
            throw e;
        }
    }

    @Override
    public Accepted accept(NewRun run) {
        return writer.now(() -> taken(run, accepting.accept(run)));
    }

    /** What came with the request is listed in the same commit. */
    private Accepted taken(NewRun run, Accepted accepted) throws SQLException {
        return accepted instanceof Accepted.Taken taken
                        && taken.created()
                        && run.listed().isPresent()
                ? new Accepted.Taken(
                        listing.list(run.id(), 0, run.listed().get()).run(), true)
                : accepted;
    }

    @Override
    public Listed list(RunId run, long page, PageContent content) {
        return writer.now(() -> listing.list(run, page, content));
    }

    @Override
    public CompletionStage<Settled> settle(Settlement settlement) {
        return writer.soon(() -> {
            Optional<RunBook> book = settling.settle(settlement);
            return book.isPresent() ? new Settled.Applied(book.get().counts()) : new Settled.Stale();
        });
    }

    @Override
    public void keep(RunId run, OpenItem item, String step, Json result) {
        var _ = writer.soon(() -> {
            settling.keep(run, item, step, result);
            return Boolean.TRUE;
        });
    }

    @Override
    public boolean listed(RunId run, String key) {
        return writer.read(() -> keys.of(books.require(run)).has(key.getBytes(UTF_8)));
    }

    @Override
    public Turned turn(RunId run, Turn turn) {
        return writer.now(() -> turning.turn(run, turn));
    }

    @Override
    public Due due(DueQuery query) {
        return writer.now(() -> handingOut.due(query));
    }

    /** An item that was in flight when the process before this one died. */
    public record InFlight(long run, long item) {}

    /**
     * Marks what was in flight when the process before this one died: it runs alone from now on. One that was
     * alone has one more crash in a row; a process that ended with nothing in flight ends every row. The death of
     * a process counts once, however often what it left is read again.
     *
     * @param process number of the one that died; 0 where nobody knows
     * @return the number of this process, above all before it
     */
    public long suspect(List<InFlight> inFlight, long process) {
        return writer.now(() -> {
            long judged = db.number("SELECT judged FROM ledger");
            if (process > judged) {
                mark(inFlight);
                db.update("UPDATE ledger SET judged = ?", process);
            }
            return Math.max(process, judged) + 1;
        });
    }

    private void mark(List<InFlight> inFlight) throws SQLException {
        if (inFlight.isEmpty()) {
            db.update("UPDATE suspect SET crashes = 0 WHERE crashes > 0");
        }
        int crash = inFlight.size() == 1 ? 1 : 0;
        for (InFlight each : inFlight) {
            db.update("""
                    INSERT INTO suspect (run, item, crashes)
                    SELECT no, ?2, ?3 FROM run WHERE no = ?1 AND phase NOT IN ('succeeded', 'failed', 'cancelled')
                    ON CONFLICT (run, item) DO UPDATE SET crashes = crashes + excluded.crashes""", each.run(), each.item(), crash);
        }
    }

    /** Messages about runs that wait here. */
    public NoticeLedger notices() {
        return notices;
    }

    /** What triggers keep here. */
    public TriggerLedger triggers() {
        return triggers;
    }

    /** Rows that commands write. */
    public TableLedger tables() {
        return tableLedger;
    }

    /** Changes of rows, and outcomes, are kept for those that hear of them from now on, in the commit that makes them. */
    public void hear(Collection<Job> jobs) {
        changeRows.listeners(ChangeListener.of(jobs), OutcomeListener.of(jobs));
    }

    /** Is called when a commit has kept changes of rows, by the thread that commits; waits for nobody. */
    public void onChange(Runnable told) {
        onChange = told;
    }

    /** The ends of runs of these jobs go to the outbox from now on, in the commit that closes the run. */
    public void listen(Predicate<String> jobs) {
        listened = jobs;
    }

    /** What was written since the file was opened. */
    public Written written() {
        return written;
    }

    /** Hears how an open run is. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Is called on the thread that tells {@link Commits}.
         *
         * @param run as the last commit left it
         * @param number that the file knows it by
         */
        void opened(RunView run, long number);
    }

    /**
     * Says how a run is, in order with what {@link Commits} hears: every later commit is told after it. Nothing is said
     * of a run that is closed.
     */
    public void open(RunId run, Opening opening) {
        writer.read(() -> {
            RunBook book = books.require(run);
            if (!book.told().phase().closed()) {
                opening.opened(book.told(), book.no);
            }
            return Boolean.TRUE;
        });
    }

    /**
     * Does a small piece of what makes room: removes some of a run that was kept long enough, or gives free pages
     * of the file back. Other changes come in between two pieces. Durable within the next group.
     *
     * @return whether there may be more to do; completes when this piece is durable
     */
    public CompletionStage<Boolean> tidy(Instant now) {
        return writer.soon(() -> removal.step(now));
    }

    /** Files that inputs of open runs were given as, by their SHA-256. */
    public Set<String> namedFiles() {
        return writer.read(() -> {
            Set<String> named = new HashSet<>();
            db.list(
                    "SELECT input FROM pinned JOIN run ON no = run WHERE phase NOT IN ('succeeded', 'failed', 'cancelled')",
                    row -> InputHashes.into(named, row.getBytes(1)));
            return named;
        });
    }

    /** Holds of budget keys that are kept over restarts, by key. */
    public Map<String, Instant> holds() {
        return writer.read(() -> {
            Map<String, Instant> holds = new HashMap<>();
            db.list(
                    "SELECT key, until FROM hold",
                    row -> holds.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
            return holds;
        });
    }

    /** Keeps a hold; durable on return. */
    public void hold(String key, Instant until, Instant now) {
        writer.now(() -> {
            if (holds++ % HOLDS_BETWEEN_SWEEPS == 0) {
                db.update("DELETE FROM hold WHERE until < ?", now.toEpochMilli());
            }
            return db.update("INSERT OR REPLACE INTO hold (key, until) VALUES (?, ?)", key, until.toEpochMilli());
        });
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        keys.close();
    }

    /** What a group writes at its end: emitted items, outcomes, the rows of the runs it touched. */
    private final class Groups implements Changes.Group {
        private final Commits commits;
        private final List<RunBook> changed = new ArrayList<>();

        Groups(Commits commits) {
            this.commits = commits;
        }

        @Override
        public void beforeCommit() throws SQLException {
            for (RunBook book : books.touched()) {
                if (!book.emitted.isEmpty()) {
                    listing.admit(book);
                }
                book.pages.flush();
                RunRows.update(db, book.no, book.view());
                changed.add(book);
            }
            noticeRows.beforeCommit();
        }

        @Override
        public void committed() {
            noticeRows.committed();
            if (db.rows() > written.rows()) {
                written = new Written(written.commits() + 1, db.rows(), db.bytes());
            }
            for (RunBook book : changed) {
                commits.committed(book.tell(), book.takeOutcomes());
                if (book.view().phase().closed()) {
                    books.forget(book);
                    keys.forget(book);
                }
            }
            changed.clear();
            if (changeRows.takeNoted()) {
                onChange.run();
            }
        }

        @Override
        public boolean urgent() {
            return books.urgent();
        }

        @Override
        public int underWay() {
            return books.underWay();
        }
    }
}
