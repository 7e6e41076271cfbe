package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Recount;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts a run from its rows: what its pages' folds say, and what has not been folded yet. */
final class Recounting {
    private final Db db;
    private final RunId run;
    private long done;
    private long dead;
    private long milliseconds;

    Recounting(Db db, RunId run) {
        this.db = db;
        this.run = run;
    }

    Recount recount() throws SQLException {
        RunRows.Numbered found =
                RunRows.find(db, run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run));
        long no = found.no();
        long listed = db.number("SELECT sum(count) FROM page WHERE run = ?", no);
        states(no);
        RunView view = found.view();
        // Not from the states: items that were cancelled while they waited wait no more.
        long waiting = db.number("SELECT count(*) FROM waiting WHERE run = ?", no);
        Counts counts = new Counts(listed, done, dead, view.counts().cancelled(), waiting);
        long objects = db.number("SELECT count(*) FROM object WHERE run = ?", no);
        long stored = db.number("SELECT coalesce(sum(bytes), 0) FROM object WHERE run = ?", no);
        return new Recount(
                counts, rows(no), objects, stored, reasons(no), view.stats(), Duration.ofMillis(milliseconds));
    }

    private void states(long no) throws SQLException {
        NavigableMap<Long, Long> late = late(no);
        // One page's fold at a time: a run's would be eight bytes an item.
        db.list(
                "SELECT first, records FROM fold WHERE run = ?",
                row -> {
                    fold(row.getLong(1), Fold.records(row.getBytes(2)), late);
                    return Boolean.TRUE;
                },
                no);
        late.values().forEach(this::count);
    }

    /** Outcomes that are not folded yet: the last one of each item. */
    private NavigableMap<Long, Long> late(long no) throws SQLException {
        NavigableMap<Long, Long> late = new TreeMap<>();
        for (byte[] row :
                db.list("SELECT records FROM outcomes WHERE run = ? ORDER BY seq", each -> each.getBytes(1), no)) {
            OutcomeGroup.read(row, late::put);
        }
        return late;
    }

    private void fold(long first, long[] records, NavigableMap<Long, Long> late) {
        SortedMap<Long, Long> later = late.subMap(first, first + records.length);
        later.forEach((item, record) -> records[(int) (item - first)] = record);
        later.clear();
        for (long record : records) {
            count(record);
        }
    }

    private void count(long record) {
        switch (Fold.state(record)) {
            case DONE -> done++;
            case DEAD -> dead++;
            case OPEN, WAITING -> {
                return;
            }
        }
        milliseconds += Fold.milliseconds(record);
    }

    private Map<String, Long> rows(long no) throws SQLException {
        List<String> tables = db.first(
                        "SELECT tables FROM pinned WHERE run = ?",
                        row -> List.of(Json.parse(row.getString(1)).as(String[].class)),
                        no)
                .orElse(List.of());
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : tables) {
            rows.put(table, db.number("SELECT count(*) FROM " + TableRows.quoted(table) + " WHERE \"_run\" = ?", no));
        }
        return rows;
    }

    private Map<String, Long> reasons(long no) throws SQLException {
        Map<String, Long> reasons = new LinkedHashMap<>();
        db.list(
                "SELECT reason, count(*) FROM dead WHERE run = ? GROUP BY reason ORDER BY 2 DESC, 1",
                row -> reasons.put(row.getString(1), row.getLong(2)),
                no);
        return reasons;
    }
}
