package dev.trawl.local.sqlite;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Failure;
import dev.trawl.core.Input;
import dev.trawl.core.ItemView;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Slice;
import dev.trawl.core.StoredObject;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.LedgerStopped;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Recount;
import dev.trawl.core.port.Tables;
import dev.trawl.core.port.Turns;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger's file, also while another process writes it. Short transactions on one platform thread of
 * its own: SQLite's library would pin a virtual one.
 */
public final class SqliteRecords implements Records, Tables, AutoCloseable {
    private final Db db;
    private final Executor thread;
    private final Runnable dismiss;

    SqliteRecords(Db db, Executor thread, Runnable dismiss) {
        this.db = db;
        this.thread = thread;
        this.dismiss = dismiss;
    }

    private static SqliteRecords of(Db db) {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("trawl-reader").daemon().factory());
        return new SqliteRecords(db, thread, thread::shutdown);
    }

    /**
     * Opens a file that is there.
     *
     * @throws SQLException where it can't be opened as it must be, with what to do
     */
    public static SqliteRecords open(Path file) throws SQLException {
        return of(LedgerFile.reader(file));
    }

    /**
     * Opens a file that is there; empty where nothing is in it yet: its process is just making it, or died before
     * it had.
     *
     * @throws SQLException as {@link #open}
     */
    public static Optional<SqliteRecords> openWritten(Path file) throws SQLException {
        Db db = LedgerFile.reader(file);
        if (LedgerFile.written(db)) {
            return Optional.of(of(db));
        }
        db.close();
        return Optional.empty();
    }

    @Override
    public Optional<RunView> run(RunId run) {
        return read(() -> RunRows.find(db, run).map(RunRows.Numbered::view));
    }

    @Override
    public Slice<RunView> runs(RunFilter filter, Optional<String> after, int limit) {
        return read(() -> {
            List<RunRows.Numbered> found = RunRows.before(db, number(after, Long.MAX_VALUE), filter, limit);
            return slice(found, limit, RunRows.Numbered::view, each -> Long.toString(each.no()));
        });
    }

    private record Numbered<T>(long no, T value) {}

    @Override
    public Slice<DeadItem> dead(RunId run, Optional<String> after, int limit) {
        return read(() -> {
            List<Numbered<DeadItem>> found =
                    db.list("""
                    SELECT item, key, reason, message, attempts FROM dead
                    WHERE run = (SELECT no FROM run WHERE id = ?) AND item > ? ORDER BY item LIMIT ?""", SqliteRecords::deadItem, run.text(), number(after, -1), limit);
            return slice(found, limit, Numbered::value, each -> Long.toString(each.no()));
        });
    }

    @Override
    public Slice<ItemView> items(RunId run, Optional<String> after, int limit) {
        List<ItemView> found = atOnce(() -> ItemReading.of(db, run).from(number(after, -1) + 1, limit));
        return slice(found, limit, each -> each, each -> Long.toString(each.number()));
    }

    @Override
    public Slice<StoredObject> objects(String prefix, Optional<String> after, int limit) {
        return read(() -> {
            List<StoredObject> found = db.list("""
                    SELECT key, bytes, sha256, type FROM object WHERE key > ?1 AND key >= ?2 AND key < ?2 || char(1114111)
                    ORDER BY key LIMIT ?3""", SqliteRecords::object, after.orElse(""), prefix, limit);
            return slice(found, limit, each -> each, StoredObject::key);
        });
    }

    /** The end of a run that was not told yet to those who listen for it. */
    public record Ended(long number, RunId run, int generation) {}

    /**
     * Ends of runs that were not told yet, in order, after a number. Durable ones, as all that is read here: who tells one also
     * reads how its run ended.
     */
    public List<Ended> ended(long after, int limit) {
        return read(() -> db.list(
                "SELECT seq, run, generation FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?",
                row -> new Ended(row.getLong(1), new RunId(row.getString(2)), row.getInt(3)),
                after,
                limit));
    }

    /**
     * Changes of rows that wait for a run of a job, or outcomes that do.
     *
     * @param maker the number of the run that made them; 0 where a command did
     * @param table of the rows; what no table is called where these are outcomes
     * @param noted at least one, in the order of their numbers, all of one kind
     * @param input of that run
     * @param full whether no more have room beside them
     */
    public record Changed(
            String job, long maker, String table, List<Noted> noted, Optional<Input> input, boolean full) {
        /** The lowest of their numbers. */
        public long first() {
            return noted.getFirst().number();
        }

        /** The highest. */
        public long last() {
            return noted.getLast().number();
        }

        /** Of rows; none where these are outcomes. */
        public List<Noted.ChangedRow> rows() {
            return noted.stream()
                    .filter(Noted.ChangedRow.class::isInstance)
                    .map(Noted.ChangedRow.class::cast)
                    .toList();
        }

        /** As a job is told of them; none where these are changes of rows. */
        public List<Json> outcomes() {
            return noted.stream()
                    .filter(Noted.EndedItem.class::isInstance)
                    .map(each -> ((Noted.EndedItem) each).outcome())
                    .toList();
        }

        /** So many of the first. */
        public Changed upTo(int some) {
            return new Changed(job, maker, table, noted.subList(0, some), input, true);
        }
    }

    /**
     * How much of what waits is read at once; of one that is larger, itself.
     *
     * @param items the most, at least one
     * @param bytes of their texts
     */
    public record Room(int items, long bytes) {}

    /** The next changes that wait for a run of a job, of those with higher numbers than this; empty where none do. */
    public Optional<Changed> changed(String job, long after, Room room) {
        return read(() -> ChangeReading.next(db, job, after, room));
    }

    /** The number of the last change that waits for a run; 0 where none does. */
    public long lastChange() {
        return read(() -> db.number("SELECT max(seq) FROM change"));
    }

    /** The number of the last end that was not told yet; 0 where there is none. */
    public long lastEnded() {
        return read(() -> db.number("SELECT coalesce(max(seq), 0) FROM outbox"));
    }

    /** Scheduled instants of a job, newest first, each with what became of it. */
    public Slice<InstantRows.Entry> instants(String job, Optional<String> after, int limit) {
        return read(() -> InstantRows.before(db, job, number(after, Long.MAX_VALUE), limit));
    }

    @Override
    public Optional<StoredObject> object(String key) {
        return read(() ->
                db.first("SELECT key, bytes, sha256, type FROM object WHERE key = ?", SqliteRecords::object, key));
    }

    @Override
    public Slice<StoredObject> objects(RunId run, Optional<String> after, int limit) {
        return read(() -> {
            List<StoredObject> found = db.list("""
                    SELECT key, bytes, sha256, type FROM object
                    WHERE run = (SELECT no FROM run WHERE id = ?) AND key > ? ORDER BY key LIMIT ?""", SqliteRecords::object, run.text(), after.orElse(""), limit);
            return slice(found, limit, each -> each, StoredObject::key);
        });
    }

    private static StoredObject object(ResultSet row) throws SQLException {
        return new StoredObject(row.getString(1), row.getLong(2), row.getString(3), row.getString(4));
    }

    @Override
    public OptionalLong undelivered(RunId run) {
        return read(() -> {
            Optional<Long> failed = hasNotices()
                    ? db.first(
                            "SELECT failed FROM notified WHERE run = (SELECT no FROM run WHERE id = ?)",
                            row -> row.getLong(1),
                            run.text())
                    : Optional.empty();
            return failed.map(OptionalLong::of).orElse(OptionalLong.empty());
        });
    }

    /** A file of an older layout that nobody has opened to write since has none. */
    private boolean hasNotices() throws SQLException {
        return db.number("SELECT count(*) FROM sqlite_master WHERE name = 'notified'") > 0;
    }

    /** Whether messages about a run wait for their delivery. */
    public boolean tells(RunId run) {
        return read(() -> hasNotices()
                && db.number(
                                "SELECT EXISTS (SELECT 1 FROM notice WHERE run = (SELECT no FROM run WHERE id = ?))",
                                run.text())
                        > 0);
    }

    @Override
    public Recount recount(RunId run) {
        return atOnce(() -> new Recounting(db, run).recount());
    }

    /** Reads several things as they are at one instant. */
    private <T> T atOnce(Changes.Work<T> work) {
        return read(() -> {
            db.execute("BEGIN");
            try {
                return work.run();
            } finally {
                db.execute("COMMIT");
            }
        });
    }

    @Override
    public List<TableSpec> declared() {
        return read(() -> db.list(
                "SELECT spec FROM declared ORDER BY name",
                row -> Json.parse(row.getString(1)).as(TableSpec.class)));
    }

    @Override
    public Slice<Row> rows(TableSpec table, Map<String, String> where, Optional<String> after, int limit) {
        return read(() -> RowReading.inOrderWritten(db, table, where, number(after, 0), limit));
    }

    @Override
    public Slice<Row> rows(TableSpec table, RunId run, Optional<String> after, int limit) {
        return read(() -> RowReading.ofRun(db, table, run, number(after, 0), limit));
    }

    @Override
    public Slice<List<@Nullable String>> inKeyOrder(
            TableSpec table, List<String> columns, Map<String, String> where, Optional<String> after, int limit) {
        return read(() -> {
            Optional<RowReading> reading = RowReading.of(db, table);
            return reading.isEmpty()
                    ? new Slice<>(List.of(), Optional.empty())
                    : reading.get().inKeyOrder(columns, where, after, limit);
        });
    }

    @Override
    public Optional<Row> row(TableSpec table, List<String> key) {
        return read(() -> RowReading.one(db, table, key));
    }

    @Override
    public List<Row> rows(TableSpec table, List<List<String>> keys) {
        return read(() -> RowQuestions.byKey(db, table, keys));
    }

    @Override
    public Slice<Row> rows(TableSpec table, Turns turns, Optional<String> after, int limit) {
        return read(() -> RowQuestions.turns(db, table, turns, after, limit));
    }

    @Override
    public long count(TableSpec table, Map<String, String> where, long most) {
        return read(() -> RowReading.count(db, table, where, most));
    }

    private static Numbered<DeadItem> deadItem(ResultSet row) throws SQLException {
        Failure why = new Failure(row.getString(3), row.getString(4));
        return new Numbered<>(row.getLong(1), new DeadItem(row.getString(2), why, row.getInt(5)));
    }

    private static long number(Optional<String> token, long otherwise) {
        try {
            return token.map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "No list goes on at " + token.get() + ": it is no token of this list", e);
        }
    }

    private static <R, T> Slice<T> slice(List<R> found, int limit, Function<R, T> value, Function<R, String> token) {
        Optional<String> next = found.size() < limit ? Optional.empty() : Optional.of(token.apply(found.getLast()));
        return new Slice<>(found.stream().map(value).toList(), next);
    }

    private <T> T read(Changes.Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::run);
        begin(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> {}
            }
            throw new EnvironmentFault(
                    "The ledger could not be read: " + e.getMessage()
                            + ". What was committed is kept. Look at the disk, then try again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Reading the ledger was interrupted", e);
        }
    }

    private void begin(FutureTask<?> task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            throw new LedgerStopped(
                    "The ledger was closed before this was read from it. What was committed is kept. Open the data folder again",
                    e);
        }
    }

    /** Reads what is being read to its end; what is asked for from then on is refused. */
    @Override
    public void close() throws SQLException {
        FutureTask<Void> closing = new FutureTask<>(() -> {
            db.close();
            return null;
        });
        try {
            thread.execute(closing);
            dismiss.run();
            closing.get();
        } catch (RejectedExecutionException e) {
            // It is closed already, or is just being.
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            // The thread that reads closes it all the same, once it has read.
            Thread.currentThread().interrupt();
        }
    }
}
