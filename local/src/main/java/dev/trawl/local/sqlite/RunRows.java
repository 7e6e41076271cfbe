package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.Metered;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Records;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs as rows: written by the writer, read by anybody. */
final class RunRows {
    /** Read in this order, by position: looking names up costs more than the row. */
    private static final String COLUMNS = """
            SELECT no, id, job, definition, input, phase, paused, epoch, generation, concurrency, page, token, ended,
            listed, done, dead, cancelled, waiting, requests, retries, bytes, %s, reason, message, started, document FROM run
            JOIN pinned ON pinned.run = run.no LEFT JOIN summary ON summary.run = run.no""";

    private static final String BEFORE = """
             WHERE run.no < ?1 AND (?2 IS NULL OR run.job = ?2) AND (?3 IS NULL OR ?3 =
            CASE WHEN run.paused AND run.phase NOT IN ('succeeded', 'failed', 'cancelled') THEN 'paused' ELSE run.phase END)
            ORDER BY run.no DESC LIMIT ?4""";

    private static final String UPDATE = """
            UPDATE run SET phase = ?, paused = ?, epoch = ?, generation = ?, concurrency = ?, page = ?, token = ?, ended = ?,
            listed = ?, done = ?, dead = ?, cancelled = ?, waiting = ?, requests = ?, retries = ?, bytes = ?,
            sent = ?, received = ?, browser = ?, attempts = ?, lane = ?, machine = ?, granted = ?, queued = ?, storing = ?,
            reason = ?, message = ? WHERE no = ?""";

    private static final String SELECT =
            COLUMNS.formatted("sent, received, browser, attempts, lane, machine, granted, queued, storing");

    /** Files of layouts before {@link #PHASES_SINCE} have some of them. */
    private static final String SELECT_BEFORE_PHASES =
            COLUMNS.formatted("sent, received, 0, attempts, lane, machine, granted, 0, 0");

    /** Files of layouts before {@link #METERED_SINCE} have none. */
    private static final String SELECT_BEFORE = COLUMNS.formatted("0, 0, 0, 0, 0, 0, 0, 0, 0");

    private static final int METERED_SINCE = 6;

    private static final int PHASES_SINCE = 8;

    private RunRows() {}

    private static String select(Db db) throws SQLException {
        int layout = db.layout();
        return layout < METERED_SINCE ? SELECT_BEFORE : layout < PHASES_SINCE ? SELECT_BEFORE_PHASES : SELECT;
    }

    /** A run and the number that the file knows it by. */
    record Numbered(long no, RunView view) {}

    static Optional<Numbered> find(Db db, RunId run) throws SQLException {
        return db.first(select(db) + " WHERE run.id = ?", RunRows::read, run.text());
    }

    static Optional<Numbered> find(Db db, long no) throws SQLException {
        return db.first(select(db) + " WHERE run.no = ?", RunRows::read, no);
    }

    /** Runs before a number, newest first. */
    static List<Numbered> before(Db db, long no, Records.RunFilter filter, int limit) throws SQLException {
        return db.list(
                select(db) + BEFORE,
                RunRows::read,
                no,
                filter.job(),
                filter.state().map(RunState::word),
                limit);
    }

    static void update(Db db, long no, RunView run) throws SQLException {
        RunView.ListingState listing = run.listing();
        Counts counts = run.counts();
        Stats stats = run.stats();
        Metered metered = run.metered();
        db.update(
                UPDATE,
                run.phase().word(),
                run.paused(),
                run.epoch(),
                run.generation(),
                run.concurrency(),
                listing.page(),
                listing.token(),
                listing.ended(),
                counts.listed(),
                counts.done(),
                counts.dead(),
                counts.cancelled(),
                counts.waiting(),
                stats.requests(),
                stats.retries(),
                stats.bytes(),
                stats.sent(),
                stats.received(),
                stats.shown(),
                metered.attempts(),
                metered.laneNanos(),
                metered.machineNanos(),
                metered.grantedNanos(),
                metered.queueNanos(),
                metered.storeNanos(),
                run.failure().map(Failure::reason),
                run.failure().map(Failure::message),
                no);
    }

    private static Numbered read(ResultSet row) throws SQLException {
        Columns next = new Columns(row);
        long no = next.whole();
        RunView view = new RunView(
                new RunId(next.text()),
                next.text(),
                Json.ofUtf8(next.bytes()),
                Json.ofUtf8(next.bytes()),
                RunState.ofWord(next.text()),
                next.truth(),
                (int) next.whole(),
                (int) next.whole(),
                Optional.of((int) next.whole()).filter(places -> places > 0),
                new RunView.ListingState(next.whole(), next.optional(), next.truth()),
                new Counts(next.whole(), next.whole(), next.whole(), next.whole(), next.whole()),
                new Stats(next.whole(), next.whole(), next.whole(), next.whole(), next.whole(), next.whole()),
                new Metered(next.whole(), next.whole(), next.whole(), next.whole(), next.whole(), next.whole()),
                failure(next.optional(), next.optional()),
                Instant.ofEpochMilli(next.whole()),
                Optional.ofNullable(next.bytes()).map(Json::ofUtf8));
        return new Numbered(no, view);
    }

    private static Optional<Failure> failure(Optional<String> reason, Optional<String> message) {
        return reason.map(word -> new Failure(word, message.orElse("")));
    }

    /** The columns of a row, one after the other. */
    private static final class Columns {
        private final ResultSet row;
        private int at;

        Columns(ResultSet row) {
            this.row = row;
        }

        long whole() throws SQLException {
            return row.getLong(++at);
        }

        boolean truth() throws SQLException {
            return row.getBoolean(++at);
        }

        String text() throws SQLException {
            return row.getString(++at);
        }

        Optional<String> optional() throws SQLException {
            return Optional.ofNullable(row.getString(++at));
        }

        byte[] bytes() throws SQLException {
            return row.getBytes(++at);
        }
    }
}
