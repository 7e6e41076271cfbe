package dev.trawl.local.sqlite;

import dev.trawl.core.Item;
import dev.trawl.local.sqlite.Fold.State;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pages of one run: their items' states, in memory while they are written to. Outcomes are appended to a
 * row per commit group; every so many they are folded into their pages, and pages that are at rest are dropped
 * from memory.
 */
final class Pages {
    private final Db db;
    private final long run;
    private final PageRoom room;
    private final TreeMap<Long, PageBook> open = new TreeMap<>();
    private final OutcomeGroup group = new OutcomeGroup();
    private int unfolded;
    private long openItems;
    /** The page that was asked for last: neighbours are asked for together. */
    private Optional<PageBook> last = Optional.empty();

    private Optional<Payload> lastPayload = Optional.empty();

    Pages(Db db, long run, PageRoom room) {
        this.db = db;
        this.run = run;
        this.room = room;
    }

    /** The items of a page that has some nobody has tried. */
    record Payload(long first, List<Item> items) {
        long last() {
            return first + items.size() - 1;
        }
    }

    /** Reads the outcomes that were not folded before the process ended. */
    void replay() throws SQLException {
        List<byte[]> groups =
                db.list("SELECT records FROM outcomes WHERE run = ? ORDER BY seq", row -> row.getBytes(1), run);
        for (byte[] records : groups) {
            OutcomeGroup.read(records, (item, record) -> {
                // Not folded before all were read: that would forget those that were not.
                Optional<PageBook> known = known(item);
                (known.isPresent() ? known.get() : insert(load(item))).set(item, record);
                unfolded++;
            });
        }
    }

    /** Writes a page of new items. */
    void add(long first, List<Item> items, Optional<String> token) throws SQLException {
        db.update(
                "INSERT INTO page (run, first, count, token, keys) VALUES (?, ?, ?, ?, ?)",
                run,
                first,
                items.size(),
                token,
                ItemBlob.keys(items));
        if (!items.isEmpty()) {
            db.update(
                    "INSERT INTO payload (run, last, first, data) VALUES (?, ?, ?, ?)",
                    run,
                    first + items.size() - 1,
                    first,
                    ItemBlob.values(items));
            keep(new PageBook(first, new long[items.size()]));
        }
    }

    /** Whether a page was listed by a token. */
    boolean listedBy(String token) throws SQLException {
        return db.number("SELECT EXISTS (SELECT 1 FROM page WHERE run = ? AND token = ?)", run, token) == 1;
    }

    /** Where an item is. */
    State state(long item) throws SQLException {
        return of(item).state(item);
    }

    /** Records where an item is from now on. */
    void set(long item, long record) throws SQLException {
        set(of(item), item, record);
    }

    /** The same, where the item's page is known and live. */
    void set(PageBook page, long item, long record) throws SQLException {
        boolean tried = page.tried();
        page.set(item, record);
        group.add(item, record);
        unfolded++;
        if (page.tried() && !tried) {
            db.update("DELETE FROM payload WHERE run = ? AND last = ?", run, page.first + page.count() - 1);
            lastPayload = lastPayload.filter(payload -> payload.first() != page.first);
        }
    }

    /** The first page that holds an item of that number or a later one, among those with items nobody has tried. */
    Optional<Payload> payloadFrom(long item) throws SQLException {
        if (lastPayload.isPresent()
                && lastPayload.get().first() <= item
                && lastPayload.get().last() >= item) {
            return lastPayload;
        }
        lastPayload = db.first(
                """
                SELECT payload.first, page.count, page.keys, payload.data FROM payload
                JOIN page ON page.run = payload.run AND page.first = payload.first AND page.count > 0
                WHERE payload.run = ? AND payload.last >= ? ORDER BY payload.last LIMIT 1""",
                row -> new Payload(row.getLong(1), ItemBlob.items(row.getInt(2), row.getBytes(3), row.getBytes(4))),
                run,
                item);
        return lastPayload;
    }

    /** One item that nobody has tried; empty where its payload is gone, as after a cancel. */
    Optional<Item> item(long item) throws SQLException {
        return payloadFrom(item)
                .filter(payload -> payload.first() <= item)
                .map(payload -> payload.items().get((int) (item - payload.first())));
    }

    /** Writes the outcomes of the group; folds where it is time to. */
    void flush() throws SQLException {
        if (!group.isEmpty()) {
            db.update("INSERT INTO outcomes (run, records) VALUES (?, ?)", run, group.take());
        }
        if (unfolded >= room.unfolded()) {
            fold();
        }
    }

    /** Writes every state into its page and forgets the groups and the pages. */
    void fold() throws SQLException {
        for (PageBook page : open.values()) {
            if (page.dirty()) {
                db.update(
                        "INSERT OR REPLACE INTO fold (run, first, records) VALUES (?, ?, ?)",
                        run,
                        page.first,
                        page.folded());
            }
            page.drop();
        }
        db.update("DELETE FROM outcomes WHERE run = ?", run);
        group.clear();
        open.clear();
        openItems = 0;
        unfolded = 0;
    }

    /** A page as it is in memory now: it may have been folded and dropped since it was seen. */
    PageBook live(PageBook page) throws SQLException {
        return page.dropped() ? of(page.first) : page;
    }

    /** The page of an item. */
    PageBook of(long item) throws SQLException {
        Optional<PageBook> known = known(item);
        return known.isPresent() ? known.get() : keep(load(item));
    }

    private PageBook keep(PageBook page) throws SQLException {
        if (openItems >= room.openItems()) {
            fold();
        }
        return insert(page);
    }

    private PageBook insert(PageBook page) {
        open.put(page.first, page);
        openItems += page.count();
        return page;
    }

    /** Items of the pages in memory. */
    long openItems() {
        return openItems;
    }

    private Optional<PageBook> known(long item) {
        if (!last.filter(page -> page.has(item) && !page.dropped()).isPresent()) {
            last = Optional.ofNullable(open.floorEntry(item))
                    .map(Map.Entry::getValue)
                    .filter(page -> page.has(item));
        }
        return last;
    }

    private PageBook load(long item) throws SQLException {
        return db.first("""
                        SELECT page.first, page.count, fold.records FROM page
                        LEFT JOIN fold ON fold.run = page.run AND fold.first = page.first
                        WHERE page.run = ? AND page.first <= ? AND page.count > 0 ORDER BY page.first DESC LIMIT 1""", row -> PageBook.of(row.getLong(1), row.getInt(2), row.getBytes(3)), run, item)
                .filter(page -> page.has(item))
                .orElseThrow(() -> new SQLException("Item " + item + " of run " + run + " is on no page"));
    }
}
