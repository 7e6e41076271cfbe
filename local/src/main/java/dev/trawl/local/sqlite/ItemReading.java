package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemState;
import dev.trawl.core.ItemView;
import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.StoredObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how items of a run are, in one transaction: from their pages' folds, and what has not been folded yet. */
final class ItemReading {
    private final Db db;
    private final RunRows.Numbered run;
    private final Map<Long, Long> late = new HashMap<>();

    private ItemReading(Db db, RunRows.Numbered run) {
        this.db = db;
        this.run = run;
    }

    static ItemReading of(Db db, RunId id) throws SQLException {
        RunRows.Numbered run =
                RunRows.find(db, id).orElseThrow(() -> new IllegalArgumentException("There is no run " + id));
        return new ItemReading(db, run);
    }

    /** A page of the run with the states of its items. */
    private record Page(PageBook states, List<byte[]> keys) {
        long end() {
            return states.first + keys.size();
        }

        String key(long item) {
            return new String(keys.get((int) (item - states.first)), UTF_8);
        }
    }

    /** Items from a number on, in order. */
    List<ItemView> from(long number, int limit) throws SQLException {
        for (byte[] group :
                db.list("SELECT records FROM outcomes WHERE run = ? ORDER BY seq", row -> row.getBytes(1), run.no())) {
            OutcomeGroup.read(group, late::put);
        }
        List<ItemView> items = new ArrayList<>();
        long next = number;
        while (items.size() < limit && next < run.view().counts().listed()) {
            Page page = page(next);
            long end = Math.min(page.end(), next + limit - items.size());
            items.addAll(of(page, next, end));
            next = end;
        }
        return items;
    }

    private Page page(long item) throws SQLException {
        return db.first(
                        """
                        SELECT page.first, page.count, page.keys, fold.records FROM page
                        LEFT JOIN fold ON fold.run = page.run AND fold.first = page.first
                        WHERE page.run = ? AND page.first <= ? AND page.count > 0 ORDER BY page.first DESC LIMIT 1""",
                        row -> new Page(
                                PageBook.of(row.getLong(1), row.getInt(2), row.getBytes(4)),
                                ItemBlob.from(row.getBytes(3), 0)),
                        run.no(),
                        item)
                .orElseThrow(() -> new SQLException("Item " + item + " is on no page"));
    }

    private List<ItemView> of(Page page, long from, long end) throws SQLException {
        Map<Long, Json> results = new HashMap<>();
        db.list(
                "SELECT item, document FROM result WHERE run = ? AND item >= ? AND item < ?",
                row -> results.put(row.getLong(1), Json.ofUtf8(row.getBytes(2))),
                run.no(),
                from,
                end);
        Map<Long, Failure> dead = new HashMap<>();
        db.list(
                "SELECT item, reason, message FROM dead WHERE run = ? AND item >= ? AND item < ?",
                row -> dead.put(row.getLong(1), new Failure(row.getString(2), row.getString(3))),
                run.no(),
                from,
                end);
        Map<Long, List<StoredObject>> objects = objects(from, end);
        List<ItemView> items = new ArrayList<>();
        for (long item = from; item < end; item++) {
            ItemState state = state(page, item);
            items.add(new ItemView(
                    item,
                    page.key(item),
                    state,
                    state == ItemState.DONE ? Optional.ofNullable(results.get(item)) : Optional.empty(),
                    state == ItemState.DEAD ? Optional.ofNullable(dead.get(item)) : Optional.empty(),
                    objects.getOrDefault(item, List.of())));
        }
        return items;
    }

    private Map<Long, List<StoredObject>> objects(long from, long end) throws SQLException {
        Map<Long, List<StoredObject>> objects = new HashMap<>();
        db.list(
                "SELECT item, key, bytes, sha256, type FROM object WHERE run = ? AND item >= ? AND item < ? ORDER BY item, key",
                row -> objects.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                        .add(new StoredObject(row.getString(2), row.getLong(3), row.getString(4), row.getString(5))),
                run.no(),
                from,
                end);
        return objects;
    }

    private ItemState state(Page page, long item) {
        Long record = late.get(item);
        boolean closed = run.view().phase().closed();
        return switch (record == null ? page.states().state(item) : Fold.state(record)) {
            case DONE -> ItemState.DONE;
            case DEAD -> ItemState.DEAD;
            case OPEN -> closed ? ItemState.CANCELLED : ItemState.OPEN;
            case WAITING -> closed ? ItemState.CANCELLED : ItemState.WAITING;
        };
    }
}
