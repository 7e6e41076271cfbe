package dev.trawl.local.sqlite;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.local.sqlite.Fold.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands out open items: suspects, then those whose wait is over, then those nobody has tried. */
final class HandingOut {
    private final Db db;
    private final Books books;

    HandingOut(Db db, Books books) {
        this.db = db;
        this.books = books;
    }

    Due due(DueQuery query) throws SQLException {
        RunBook book = books.require(query.run());
        if (query.epoch() != DueQuery.ANY && query.epoch() != book.epoch()) {
            // Who asked late may be gone: what it were handed out nobody would work.
            return new Due(book.epoch(), List.of(), query.after(), true, Instant.MAX);
        }
        if (query.anew()) {
            db.update(
                    "UPDATE waiting SET surplus = 0, due = min(due, ?) WHERE run = ? AND surplus",
                    query.until().toEpochMilli(),
                    book.no);
        }
        Handful handful = new Handful(book, query);
        handful.suspects();
        handful.recalled();
        handful.waiting();
        handful.untried();
        return new Due(book.epoch(), handful.items, handful.after, handful.more, nextDue(book));
    }

    /** When the next waiting item that was not handed out is due. */
    private Instant nextDue(RunBook book) throws SQLException {
        // Those that were handed out stand in front until they are settled; there are no more than the window holds.
        return db
                .list(
                        "SELECT item, due FROM waiting WHERE run = ? ORDER BY due, item LIMIT ?",
                        row -> new long[] {row.getLong(1), row.getLong(2)},
                        book.no,
                        book.handedOut.size() + 1)
                .stream()
                .filter(row -> !book.handedOut.containsKey(row[0]))
                .findFirst()
                .map(row -> Instant.ofEpochMilli(row[1]))
                .orElse(Instant.MAX);
    }

    /** An item that waits, or waited, as its row has it. */
    private record WaitingItem(long number, Instant due, int attempts, Item item) {}

    /** Numbers of waiting items that were not handed out, the first due first. Their values are read one by one. */
    private List<Long> waiting(RunBook book, Instant until, int most) throws SQLException {
        List<Long> found = db.list(
                "SELECT item FROM waiting WHERE run = ? AND due <= ? ORDER BY due, item LIMIT ?",
                row -> row.getLong(1),
                book.no,
                until.toEpochMilli(),
                most + book.handedOut.size());
        return found.stream()
                .filter(item -> !book.handedOut.containsKey(item))
                .limit(most)
                .toList();
    }

    private static WaitingItem waitingItem(ResultSet row) throws SQLException {
        Item item = new Item(row.getString(4), Json.ofUtf8(row.getBytes(5)));
        return new WaitingItem(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getInt(3), item);
    }

    private Map<String, Json> kept(RunBook book, long item) throws SQLException {
        Map<String, Json> kept = new HashMap<>();
        db.list(
                "SELECT step, result FROM kept WHERE run = ? AND item = ?",
                row -> kept.put(row.getString(1), Json.ofUtf8(row.getBytes(2))),
                book.no,
                item);
        return kept;
    }

    /** What one question is answered with. */
    private final class Handful {
        private final RunBook book;
        private final DueQuery query;
        private final Set<Long> suspected = new HashSet<>();
        private final List<OpenItem> items = new ArrayList<>();
        private long bytes;
        private long after;
        private boolean more;

        Handful(RunBook book, DueQuery query) {
            this.book = book;
            this.query = query;
            this.after = query.after();
        }

        void suspects() throws SQLException {
            List<long[]> rows = db.list(
                    "SELECT item, crashes FROM suspect WHERE run = ? ORDER BY crashes, item",
                    row -> new long[] {row.getLong(1), row.getLong(2)},
                    book.no);
            for (long[] row : rows) {
                suspect(row[0], (int) row[1]);
            }
        }

        private void suspect(long item, int crashes) throws SQLException {
            suspected.add(item);
            if (book.handedOut.containsKey(item)) {
                return;
            }
            Optional<WaitingItem> open = open(item);
            if (open.isPresent()) {
                hand(item, open.get().item(), open.get().attempts(), crashes + 1);
            } else {
                db.update("DELETE FROM suspect WHERE run = ? AND item = ?", book.no, item);
            }
        }

        /** An item that has not ended, with the attempts it has used up. */
        private Optional<WaitingItem> open(long item) throws SQLException {
            // The file of items in flight may be older or newer than a ledger that was restored.
            if (item >= book.view().counts().listed()) {
                return Optional.empty();
            }
            return switch (book.pages.state(item)) {
                case DONE, DEAD -> Optional.empty();
                case OPEN -> book.pages.item(item).map(found -> new WaitingItem(item, Instant.MIN, 0, found));
                case WAITING -> rested(item);
            };
        }

        private Optional<WaitingItem> rested(long item) throws SQLException {
            return db.first(
                    "SELECT item, due, attempts, key, value FROM waiting WHERE run = ? AND item = ?",
                    HandingOut::waitingItem,
                    book.no,
                    item);
        }

        /** Items that wait and are called back by name. */
        void recalled() throws SQLException {
            for (long item : query.recalled()) {
                boolean free = !book.handedOut.containsKey(item) && !suspected.contains(item);
                if (full()) {
                    return;
                }
                if (free && item < book.view().counts().listed()) {
                    handRested(item);
                }
            }
        }

        private void handRested(long item) throws SQLException {
            Optional<WaitingItem> found = rested(item);
            if (found.isPresent()) {
                hand(item, found.get().item(), found.get().attempts(), 0);
            }
        }

        void waiting() throws SQLException {
            for (long item : HandingOut.this.waiting(book, query.until(), query.items())) {
                if (full()) {
                    return;
                }
                handRested(item);
            }
        }

        void untried() throws SQLException {
            while (!full()) {
                Optional<Pages.Payload> page = book.pages.payloadFrom(after);
                if (page.isEmpty()) {
                    more = false;
                    return;
                }
                untried(page.get());
            }
            more = true;
        }

        private void untried(Pages.Payload page) throws SQLException {
            after = Math.max(after, page.first());
            PageBook states = book.pages.of(page.first());
            while (after <= page.last() && !full()) {
                boolean free =
                        !book.handedOut.containsKey(after) && (suspected.isEmpty() || !suspected.contains(after));
                if (free && states.state(after) == State.OPEN) {
                    hand(after, page.items().get((int) (after - page.first())), 0, 0);
                }
                after++;
            }
        }

        private boolean full() {
            return items.size() >= query.items() || (bytes >= query.bytes() && !items.isEmpty());
        }

        private void hand(long number, Item item, int attempts, int crashes) throws SQLException {
            PageBook page = book.pages.of(number);
            boolean mayHaveKept = attempts > 0
                    || crashes > 0
                    || (!book.keptBefore.isEmpty() && book.keptBefore.remove(number))
                    || page.state(number) == State.WAITING;
            Map<String, Json> kept = mayHaveKept ? kept(book, number) : Map.of();
            OpenItem open = new OpenItem(number, books.nextVersion(), item, attempts, kept, crashes);
            book.handedOut.put(new HandedOut(open, page, query.until(), !kept.isEmpty()));
            items.add(open);
            bytes += item.value().size() + item.key().length();
        }
    }
}
