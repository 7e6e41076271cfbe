package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.Turn;
import dev.trawl.core.trigger.Schedule;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What triggers keep in the ledger: the schedules of jobs, one entry for every instant, and ends of runs that were
 * not told yet. What they start is taken on in the commit that says why. Safe for any number of threads.
 */
public final class TriggerLedger {
    private static final String ENTER = """
            INSERT INTO instant (job, first, last, count, state, run) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (job, first) DO UPDATE SET state = excluded.state, run = excluded.run WHERE state = 'queued'""";

    private final Db db;
    private final Changes writer;
    private final Accepting accepting;
    private final Taking taking;
    private final Turning turning;

    /** Takes a run on, with the items that came with it. */
    @FunctionalInterface
    interface Taking {
        Accepted take(NewRun run) throws SQLException;
    }

    TriggerLedger(Db db, Changes writer, Accepting accepting, Taking taking, Turning turning) {
        this.db = db;
        this.writer = writer;
        this.accepting = accepting;
        this.taking = taking;
        this.turning = turning;
    }

    /** Why runs are taken on; it is done with in the same commit. */
    public sealed interface Occasion {
        /** A message, which leaves no trace of its own. */
        record Message() implements Occasion {}

        /**
         * An instant of a schedule. It is skipped where its job's run can't be taken on.
         *
         * @param replaced a run that is cancelled, where it is not over
         */
        record Scheduled(String job, Instant instant, Optional<RunId> replaced) implements Occasion {}

        /** The end of a run, by its number in the outbox. */
        record Ended(long number) implements Occasion {}

        /** Changes of rows. They are kept where the run can't be taken on. */
        record Changed(SqliteRecords.Changed batch) implements Occasion {}
    }

    /** What became of each run: taken on or not, or why its tables can't be had. */
    public record Begun(Map<RunId, Accepted> accepted, Map<RunId, String> refused) {}

    /**
     * Takes runs on in one commit, durable on return.
     *
     * @param asked where they come with a message, none of these is taken on, nor anything else done, when the cause
     *     of one has started a run with another input
     * @param besides what comes of them; each is for itself
     */
    public Begun begin(List<NewRun> asked, List<NewRun> besides, Occasion occasion) {
        return writer.now(() -> {
            Map<RunId, Accepted> conflicts = conflicts(asked);
            if (occasion instanceof Occasion.Message && !conflicts.isEmpty()) {
                return new Begun(conflicts, Map.of());
            }
            Begun begun = new Begun(new LinkedHashMap<>(), new LinkedHashMap<>());
            List<NewRun> all = new ArrayList<>(asked);
            all.addAll(besides);
            for (NewRun run : all) {
                take(run, begun);
            }
            settle(occasion, begun, asked);
            return begun;
        });
    }

    private Map<RunId, Accepted> conflicts(List<NewRun> runs) throws SQLException {
        Map<RunId, Accepted> conflicts = new LinkedHashMap<>();
        for (NewRun run : runs) {
            accepting
                    .before(run)
                    .filter(Accepted.Conflict.class::isInstance)
                    .ifPresent(conflict -> conflicts.put(run.id(), conflict));
        }
        return conflicts;
    }

    private void take(NewRun run, Begun begun) throws SQLException {
        try {
            begun.accepted().put(run.id(), taking.take(run));
        } catch (Refused e) {
            begun.refused().put(run.id(), String.valueOf(e.getMessage()));
        }
    }

    private void settle(Occasion occasion, Begun begun, List<NewRun> asked) throws SQLException {
        switch (occasion) {
            case Occasion.Message() -> {}
            case Occasion.Ended ended -> db.update("DELETE FROM outbox WHERE seq = ?", ended.number());
            case Occasion.Changed changed -> {
                if (begun.refused().isEmpty() && !asked.isEmpty()) {
                    ChangeReading.delete(db, changed.batch());
                }
            }
            case Occasion.Scheduled scheduled -> {
                Optional<RunId> run = asked.stream()
                        .map(each -> begun.accepted().get(each.id()))
                        .filter(Accepted.Taken.class::isInstance)
                        .map(taken -> ((Accepted.Taken) taken).run().id())
                        .findFirst();
                if (run.isPresent() && scheduled.replaced().isPresent()) {
                    turning.turn(scheduled.replaced().get(), new Turn.Cancel());
                }
                enter(scheduled.job(), span(scheduled.instant()), run.isPresent() ? "started" : "skipped", run);
            }
        }
    }

    private static Schedule.Span span(Instant instant) {
        return new Schedule.Span(instant, instant, 1);
    }

    private void enter(String job, Schedule.Span span, String state, Optional<RunId> run) throws SQLException {
        db.update(
                ENTER,
                job,
                span.first().toEpochMilli(),
                span.last().toEpochMilli(),
                span.count(),
                state,
                run.map(RunId::text));
    }

    /** Instants at which nobody was there to start their runs. */
    public void missed(String job, Schedule.Span span) {
        writer.now(() -> entered(job, span, "missed"));
    }

    /** An instant that starts no run. */
    public void skipped(String job, Instant instant) {
        writer.now(() -> entered(job, span(instant), "skipped"));
    }

    /** An instant that waits for the end of a run. */
    public void queued(String job, Instant instant) {
        writer.now(() -> entered(job, span(instant), "queued"));
    }

    private boolean entered(String job, Schedule.Span span, String state) throws SQLException {
        enter(job, span, state, Optional.empty());
        return true;
    }

    /**
     * How far the schedule of a job has come.
     *
     * @param settings as they were at the last look; empty where it had no schedule then
     * @param reached every instant up to this one has its entry
     * @param last the run that an instant started last
     * @param queued instants that wait for a run's end, in order
     */
    public record Standing(Optional<Json> settings, Instant reached, Optional<RunId> last, List<Instant> queued) {}

    /** How far the schedules of all jobs have come that ever had one, by job. */
    public Map<String, Standing> standings() {
        return writer.read(() -> {
            Map<String, Standing> standings = new LinkedHashMap<>();
            for (String job : db.list("SELECT DISTINCT job FROM schedule", row -> row.getString(1))) {
                standings.put(job, standing(job));
            }
            return standings;
        });
    }

    private Standing standing(String job) throws SQLException {
        long last = db.number("SELECT last FROM instant WHERE job = ? ORDER BY first DESC LIMIT 1", job);
        long since = db.number("SELECT max(since) FROM schedule WHERE job = ?", job);
        Optional<String> settings = db.first(
                "SELECT coalesce(settings, '') FROM schedule WHERE job = ? AND since = ?",
                row -> row.getString(1),
                job,
                since);
        return new Standing(
                settings.filter(text -> !text.isEmpty()).map(Json::parse),
                Instant.ofEpochMilli(Math.max(last, since)),
                db.first(
                        "SELECT run FROM instant WHERE job = ? AND state = 'started' ORDER BY first DESC LIMIT 1",
                        row -> new RunId(row.getString(1)),
                        job),
                db.list(
                        "SELECT first FROM instant WHERE job = ? AND state = 'queued' ORDER BY first",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        job));
    }

    /** A job has this schedule from now on, or none: it has no instants up to then but those that have entries. */
    public void schedule(String job, Optional<Json> settings, Instant since) {
        writer.now(() -> db.update(
                "INSERT OR REPLACE INTO schedule (job, since, settings) VALUES (?, ?, ?)",
                job,
                since.toEpochMilli(),
                settings.map(Json::toString)));
    }
}
