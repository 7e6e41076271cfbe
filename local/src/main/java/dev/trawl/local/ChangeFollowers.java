package dev.trawl.local;

import dev.trawl.core.Job;
import dev.trawl.core.Row;
import dev.trawl.core.Start;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import dev.trawl.core.Triggers.Publish;
import dev.trawl.core.trigger.ChangeBatch;
import dev.trawl.core.trigger.Listeners;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.TriggerLedger.Occasion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts what waits for changes of rows and for outcomes. The commit that writes a row keeps its change; the commit that starts a run
 * with it takes it away. What no run can be started with stays, and is tried again with other jobs. For one thread at a
 * time.
 */
final class ChangeFollowers {
    private final SqliteRecords records;
    private final Starter starter;
    private final Consumer<String> notes;
    private final Triggers.Scope scope;
    /** Changes up to this number were made before. */
    private final long last;

    private final Set<String> stuck = new HashSet<>();

    ChangeFollowers(SqliteRecords records, Starter starter, Consumer<String> notes, Triggers.Scope scope, long last) {
        this.records = records;
        this.starter = starter;
        this.notes = notes;
        this.scope = scope;
        this.last = last;
    }

    /** The jobs are others now. */
    void again() {
        stuck.clear();
    }

    /** Starts runs with every change that waits. */
    void turn() {
        for (Job job : starter.listeners().ofEffects()) {
            long after = scope.all() || scope.takenUp().contains(job.name()) ? 0 : last;
            int limit = job.triggers().change().map(Change::batch).orElse(Publish.OUTCOMES_MAX);
            Optional<SqliteRecords.Changed> batch = next(job, after, limit);
            while (batch.isPresent()) {
                start(job, batch.get());
                batch = next(job, after, limit);
            }
        }
    }

    private Optional<SqliteRecords.Changed> next(Job job, long after, int limit) {
        return stuck.contains(job.name()) ? Optional.empty() : records.changed(job.name(), after, limit);
    }

    private void start(Job job, SqliteRecords.Changed changed) {
        if (changed.outcomes().isEmpty()) {
            String what = "Changes in table " + changed.table();
            start(what, job, Listeners.changed(job, batch(job, table(what, changed), changed)), changed);
        } else {
            Start start = Listeners.outcomes(job, changed.outcomes(), "outcomes:" + changed.last());
            start("Outcomes of another job", job, start, changed);
        }
    }

    private TableSpec table(String what, SqliteRecords.Changed changed) {
        return records.declared().stream()
                .filter(spec -> spec.name().equals(changed.table()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(what + " wait, and no such table is declared"));
    }

    private void start(String what, Job job, Start start, SqliteRecords.Changed changed) {
        Started started = starter.begin(what, List.of(start), new Occasion.Changed(changed));
        if (!started.refused().isEmpty()) {
            stuck.add(job.name());
            notes.accept(what + " wait until a run of " + job.name() + " can be started with them");
        }
    }

    private ChangeBatch batch(Job job, TableSpec table, SqliteRecords.Changed changed) {
        // A row that was new a moment ago is new, whatever has happened to it since.
        Map<List<String>, Change.Kind> kinds = new LinkedHashMap<>();
        changed.rows().forEach(row -> kinds.putIfAbsent(row.key(), row.kind()));
        List<ChangeBatch.Entry> entries = new ArrayList<>();
        kinds.forEach((key, kind) -> {
            Optional<Row> row = job.takesBody() ? records.row(table, key) : Optional.empty();
            entries.add(new ChangeBatch.Entry(kind, key, row));
        });
        return new ChangeBatch("change:" + changed.last(), table, entries, changed.input());
    }
}
