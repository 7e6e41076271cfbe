package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Recount;
import dev.trawl.local.sqlite.Fold.State;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts a run from its rows: what its pages' folds say, and what has not been folded yet. */
final class Recounting {
    private final Db db;
    private final RunId run;
    private final Map<State, Long> states = new EnumMap<>(State.class);

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
        Counts counts =
                new Counts(listed, of(State.DONE), of(State.DEAD), view.counts().cancelled(), waiting);
        long objects = db.number("SELECT count(*) FROM object WHERE run = ?", no);
        return new Recount(counts, rows(no), objects, reasons(no), view.stats());
    }

    private long of(State state) {
        return states.getOrDefault(state, 0L);
    }

    private void states(long no) throws SQLException {
        Map<Long, State> late = new HashMap<>();
        for (byte[] records :
                db.list("SELECT records FROM outcomes WHERE run = ? ORDER BY seq", row -> row.getBytes(1), no)) {
            ByteBuffer buffer = ByteBuffer.wrap(records);
            while (buffer.hasRemaining()) {
                late.put(buffer.getLong(), Fold.state(buffer.getLong()));
            }
        }
        late.values().forEach(state -> states.merge(state, 1L, Long::sum));
        // One page's fold at a time: a run's would be eight bytes an item.
        db.list(
                "SELECT first, records FROM fold WHERE run = ?",
                row -> {
                    fold(row.getLong(1), Fold.records(row.getBytes(2)), late);
                    return Boolean.TRUE;
                },
                no);
    }

    private void fold(long first, long[] records, Map<Long, State> late) {
        for (int n = 0; n < records.length; n++) {
            if (!late.containsKey(first + n)) {
                states.merge(Fold.state(records[n]), 1L, Long::sum);
            }
        }
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
