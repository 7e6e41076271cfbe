package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.Row;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Triggers.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Notes changes of rows for the jobs that listen to their table, and outcomes for those that listen to their job, in the
 * commit that makes them.
 */
final class ChangeRows {
    private static final String INSERT = "INSERT INTO change (job, run, kind, tbl, key) VALUES (?, ?, ?, ?, ?)";

    /** Stands for the outcomes of a run where the table of changes stands; no table has such a name. */
    static final String OUTCOMES = "*";

    private final Db db;
    private volatile Map<String, List<ChangeListener>> listeners = Map.of();
    private volatile Map<String, List<OutcomeListener>> hearers = Map.of();
    private boolean noted;

    ChangeRows(Db db) {
        this.db = db;
    }

    /** Who hears of what, from now on. */
    void listeners(List<ChangeListener> rows, List<OutcomeListener> outcomes) {
        listeners = rows.stream().collect(Collectors.groupingBy(ChangeListener::table));
        hearers = outcomes.stream().collect(Collectors.groupingBy(OutcomeListener::teller));
    }

    /** Whether somebody is to be told what becomes of this row. */
    boolean hears(Row row) {
        return !row.quiet() && listeners.containsKey(row.table());
    }

    /** A row was written by a run. */
    void note(long run, TableSpec table, Row row, Change.Kind kind) throws SQLException {
        List<String> key = table.key().stream()
                .map(name -> String.valueOf(TableRows.stored(row.columns().get(name))))
                .toList();
        for (ChangeListener listener : Objects.requireNonNull(listeners.getOrDefault(row.table(), List.of()))) {
            if (listener.kinds().contains(kind)) {
                db.update(
                        INSERT,
                        listener.job(),
                        run,
                        kind.word(),
                        table.name(),
                        Json.tree(key).toString());
                noted = true;
            }
        }
    }

    /** An item of a run has ended. */
    void outcome(long run, String job, Json message) throws SQLException {
        for (OutcomeListener listener : Objects.requireNonNull(hearers.getOrDefault(job, List.of()))) {
            db.update(INSERT, listener.job(), run, "outcome", OUTCOMES, message.toString());
            noted = true;
        }
    }

    /** Whether any was noted since this was asked last. */
    boolean takeNoted() {
        boolean was = noted;
        noted = false;
        return was;
    }
}
