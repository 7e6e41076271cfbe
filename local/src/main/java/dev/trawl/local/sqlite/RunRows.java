package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Json;
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
    private static final String SELECT = """
            SELECT run.*, pinned.definition, pinned.input, summary.document FROM run
            JOIN pinned ON pinned.run = run.no LEFT JOIN summary ON summary.run = run.no""";

    private static final String BEFORE = """
             WHERE run.no < ?1 AND (?2 IS NULL OR run.job = ?2) AND (?3 IS NULL OR ?3 =
            CASE WHEN run.paused AND run.phase NOT IN ('succeeded', 'failed', 'cancelled') THEN 'paused' ELSE run.phase END)
            ORDER BY run.no DESC LIMIT ?4""";

    private static final String UPDATE = """
            UPDATE run SET phase = ?, paused = ?, epoch = ?, generation = ?, concurrency = ?, page = ?, token = ?, ended = ?,
            listed = ?, done = ?, dead = ?, cancelled = ?, waiting = ?, requests = ?, retries = ?, bytes = ?,
            reason = ?, message = ? WHERE no = ?""";

    private RunRows() {}

    /** A run and the number that the file knows it by. */
    record Numbered(long no, RunView view) {}

    static Optional<Numbered> find(Db db, RunId run) throws SQLException {
        return db.first(SELECT + " WHERE run.id = ?", RunRows::read, run.text());
    }

    static Optional<Numbered> find(Db db, long no) throws SQLException {
        return db.first(SELECT + " WHERE run.no = ?", RunRows::read, no);
    }

    /** Runs before a number, newest first. */
    static List<Numbered> before(Db db, long no, Records.RunFilter filter, int limit) throws SQLException {
        return db.list(
                SELECT + BEFORE, RunRows::read, no, filter.job(), filter.state().map(RunState::word), limit);
    }

    static void update(Db db, long no, RunView run) throws SQLException {
        RunView.ListingState listing = run.listing();
        Counts counts = run.counts();
        Stats stats = run.stats();
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
                run.failure().map(Failure::reason),
                run.failure().map(Failure::message),
                no);
    }

    private static Numbered read(ResultSet row) throws SQLException {
        int concurrency = row.getInt("concurrency");
        RunView view = new RunView(
                new RunId(row.getString("id")),
                row.getString("job"),
                Json.ofUtf8(row.getBytes("definition")),
                Json.ofUtf8(row.getBytes("input")),
                RunState.ofWord(row.getString("phase")),
                row.getBoolean("paused"),
                row.getInt("epoch"),
                row.getInt("generation"),
                concurrency == 0 ? Optional.empty() : Optional.of(concurrency),
                new RunView.ListingState(row.getLong("page"), text(row, "token"), row.getBoolean("ended")),
                counts(row),
                new Stats(row.getLong("requests"), row.getLong("retries"), row.getLong("bytes")),
                text(row, "reason").map(reason -> new Failure(reason, message(row))),
                Instant.ofEpochMilli(row.getLong("started")),
                Optional.ofNullable(row.getBytes("document")).map(Json::ofUtf8));
        return new Numbered(row.getLong("no"), view);
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("listed"),
                row.getLong("done"),
                row.getLong("dead"),
                row.getLong("cancelled"),
                row.getLong("waiting"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static String message(ResultSet row) {
        try {
            return text(row, "message").orElse("");
        } catch (SQLException e) {
            throw new IllegalStateException("A run's message could not be read", e);
        }
    }
}
