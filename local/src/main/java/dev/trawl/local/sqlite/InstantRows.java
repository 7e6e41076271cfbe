package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.Slice;
import dev.trawl.core.trigger.Timetable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The entries of a job's scheduled instants, newest first; ranges of missed ones are unfolded as they are read. */
public final class InstantRows {
    private InstantRows() {}

    /** What became of an instant. */
    public enum State {
        /** It started a run. */
        STARTED,
        /** It started none, as an earlier one's went on, or as its run could not be started. */
        SKIPPED,
        /** Nobody was there to start its run. */
        MISSED;

        /** As documents name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A scheduled instant.
     *
     * @param run what it started
     */
    public record Entry(Instant instant, State state, Optional<RunId> run) {}

    private record Range(long first, long last, State state, Optional<RunId> run) {}

    static Slice<Entry> before(Db db, String job, long before, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (Range range : ranges(db, job, before, limit)) {
            unfold(db, job, range, before, limit - entries.size()).forEach(entries::add);
            if (entries.size() >= limit) {
                break;
            }
        }
        Optional<String> next = entries.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(entries.getLast().instant().toEpochMilli()));
        return new Slice<>(entries, next);
    }

    private static List<Range> ranges(Db db, String job, long before, int limit) throws SQLException {
        return db.list(
                """
                SELECT first, last, state, run FROM instant WHERE job = ? AND first < ? AND state <> 'queued'
                ORDER BY first DESC LIMIT ?""",
                row -> new Range(
                        row.getLong(1),
                        row.getLong(2),
                        State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString(4)).map(RunId::new)),
                job,
                before,
                limit);
    }

    private static List<Entry> unfold(Db db, String job, Range range, long before, int limit) throws SQLException {
        if (range.first() == range.last()) {
            return List.of(new Entry(Instant.ofEpochMilli(range.first()), range.state(), range.run()));
        }
        // By the schedule that held then.
        Timetable timetable = db.first(
                        "SELECT settings FROM schedule WHERE job = ? AND since < ? ORDER BY since DESC LIMIT 1",
                        row -> Timetable.of(Json.parse(row.getString(1)).tree()),
                        job,
                        range.first())
                .orElseThrow();
        Instant to = Instant.ofEpochMilli(Math.min(range.last(), before - 1));
        return timetable.schedule().newest(Instant.ofEpochMilli(range.first()), to, limit).stream()
                .map(instant -> new Entry(instant, range.state(), range.run()))
                .toList();
    }
}
