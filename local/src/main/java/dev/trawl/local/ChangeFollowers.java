package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import dev.trawl.core.Triggers.Publish;
import dev.trawl.core.trigger.ChangeBatch;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.sqlite.Noted;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts what waits for changes of rows and for outcomes. The commit that writes a row keeps its change; the commit that starts a run
 * with it takes it away. Changes that come one after the other are gathered for a moment, so that many commits make few
 * runs. What no run can be started with stays, and is tried again with other jobs. For one thread at a time.
 */
final class ChangeFollowers {
    /** How long changes wait for others, where they don't fill a batch before. */
    static final Duration GATHERING = Duration.ofMillis(500);

    /** The most that the rows of one batch hold, where they are a body: half of what may be posted. One row may hold more. */
    static final long BODY_BYTES_MAX = 8L << 20;

    private final SqliteRecords records;
    private final Starter starter;
    private final Consumer<String> notes;
    private final InstantSource clock;
    private final Triggers.Scope scope;
    /** Changes up to this number were made before. */
    private final long last;

    private final Set<String> stuck = new HashSet<>();
    /** Until when changes are gathered, by the job that hears of them. */
    private final Map<String, Instant> gathering = new HashMap<>();

    ChangeFollowers(Triggers.Parts parts, Starter starter, Triggers.Scope scope) {
        this.records = parts.records();
        this.starter = starter;
        this.notes = parts.notes();
        this.clock = parts.clock();
        this.scope = scope;
        this.last = records.lastChange();
    }

    /** The jobs are others now. */
    void again() {
        stuck.clear();
    }

    /** Starts runs with changes that have waited for others, or fill a batch. */
    void turn() {
        turn(clock.instant());
    }

    /** Starts runs with every change that waits. */
    void flush() {
        turn(Instant.MAX);
    }

    /** When the next changes have waited long enough; {@link Instant#MAX} where none wait. */
    Instant wakeAt() {
        return gathering.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
    }

    private void turn(Instant now) {
        List<Job> hearers = starter.listeners().ofEffects();
        gathering.keySet().retainAll(hearers.stream().map(Job::name).toList());
        hearers.forEach(job -> turn(job, now));
    }

    private void turn(Job job, Instant now) {
        long after = scope.all() || scope.takenUp().contains(job.name()) ? 0 : last;
        int items = job.triggers().change().map(Change::batch).orElse(Publish.OUTCOMES_MAX);
        SqliteRecords.Room room = new SqliteRecords.Room(items, BODY_BYTES_MAX);
        Optional<SqliteRecords.Changed> batch = next(job, after, room);
        while (batch.isPresent()) {
            if (!batch.get().full() && now.isBefore(gathered(job))) {
                return;
            }
            start(job, batch.get());
            batch = next(job, after, room);
        }
        gathering.remove(job.name());
    }

    private Instant gathered(Job job) {
        Instant latest = clock.instant().plus(GATHERING);
        // A clock that was set back makes nobody wait for longer.
        return gathering.merge(job.name(), latest, (before, now) -> before.isBefore(now) ? before : now);
    }

    private Optional<SqliteRecords.Changed> next(Job job, long after, SqliteRecords.Room room) {
        return stuck.contains(job.name()) ? Optional.empty() : records.changed(job.name(), after, room);
    }

    private void start(Job job, SqliteRecords.Changed changed) {
        if (changed.outcomes().isEmpty()) {
            ofRows(job, table(changed), changed);
        } else {
            Start start = Listeners.outcomes(job, changed.outcomes(), "outcomes:" + changed.last());
            start("Outcomes of another job", job, start, changed);
        }
    }

    private TableSpec table(SqliteRecords.Changed changed) {
        return records.declared().stream()
                .filter(spec -> spec.name().equals(changed.table()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Changes in table " + changed.table() + " wait, and no such table is declared"));
    }

    private void start(String what, Job job, Start start, SqliteRecords.Changed changed) {
        Started started = starter.begin(what, List.of(start), new Occasion.Changed(changed));
        if (!started.refused().isEmpty()) {
            stuck.add(job.name());
            notes.accept(what + " wait until a run of " + job.name() + " can be started with them");
        }
    }

    /** With as many of the first changes as a body has room for their rows. */
    private void ofRows(Job job, TableSpec table, SqliteRecords.Changed changed) {
        // A row that was new a moment ago is new, whatever has happened to it since.
        Map<List<String>, ChangeBatch.Entry> entries = new LinkedHashMap<>();
        long bytes = 0;
        int some = 0;
        for (Noted.ChangedRow each : changed.rows()) {
            if (!entries.containsKey(each.key())) {
                Optional<Row> row = job.takesBody() ? records.row(table, each.key()) : Optional.empty();
                bytes += row.map(ChangeFollowers::bytes).orElse(0L);
                if (some > 0 && bytes > BODY_BYTES_MAX) {
                    break;
                }
                entries.put(each.key(), new ChangeBatch.Entry(each.kind(), each.key(), row));
            }
            some++;
        }
        SqliteRecords.Changed told = changed.upTo(some);
        ChangeBatch batch =
                new ChangeBatch("change:" + told.last(), table, List.copyOf(entries.values()), told.input());
        start("Changes in table " + table.name(), job, Listeners.changed(job, batch), told);
    }

    private static long bytes(Row row) {
        return Json.of(row.document()).utf8().length;
    }
}
