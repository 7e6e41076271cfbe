package dev.trawl.local.sqlite;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.PageContent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commits pages: those of a source with the token of the next, and those of items that workers emitted. */
final class ListingPages {
    private final Db db;
    private final Books books;
    private final KnownKeys keys;

    ListingPages(Db db, Books books, KnownKeys keys) {
        this.db = db;
        this.books = books;
        this.keys = keys;
    }

    Listed list(RunId run, long page, PageContent content) throws SQLException {
        RunBook book = books.require(run);
        RunView.ListingState at = book.view().listing();
        if (page < at.page() || at.ended() || ending(book)) {
            return new Listed(book.view(), 0);
        }
        if (page > at.page()) {
            throw new Refused("Page " + page + " of run " + run + " comes before page " + at.page());
        }
        limit(book, content.itemsMax());
        // What was emitted may be listed again, also by a source whose own keys are distinct.
        boolean distinct = content.distinct() && !book.emits && !book.keysKnown;
        List<Item> fresh = fresh(book, content.items(), distinct);
        add(book, fresh, Optional.of(at.token().orElse("")));
        book.use(content.used());
        book.list(next(book, at, content), repeated(book, content));
        return new Listed(book.view(), fresh.size());
    }

    /** While a run is closed nothing is added to it: its summary is being counted. */
    private static boolean ending(RunBook book) {
        return book.view().phase() == RunState.CLOSING || book.view().phase().closed();
    }

    /** What the source said last holds for emitted items too, and after a restart. */
    private void limit(RunBook book, long itemsMax) throws SQLException {
        if (itemsMax != book.itemsMax) {
            book.itemsMax = itemsMax;
            db.update("UPDATE run SET items_max = ? WHERE no = ?", itemsMax, book.no);
        }
    }

    /** Admits what workers emitted in this group: a page of the run's own. */
    void admit(RunBook book) throws SQLException {
        if (!book.emits) {
            book.emits = true;
            db.update("UPDATE run SET emits = 1 WHERE no = ?", book.no);
        }
        List<Item> fresh = fresh(book, book.emitted, false);
        book.emitted.clear();
        if (!fresh.isEmpty()) {
            add(book, fresh, Optional.empty());
        }
    }

    private void add(RunBook book, List<Item> items, Optional<String> token) throws SQLException {
        Counts counts = book.view().counts();
        book.pages.add(counts.listed(), items, token);
        book.count(new Counts(
                counts.listed() + items.size(), counts.done(), counts.dead(), counts.cancelled(), counts.waiting()));
    }

    private static RunView.ListingState next(RunBook book, RunView.ListingState at, PageContent content)
            throws SQLException {
        boolean ended = content.next().isEmpty()
                || room(book) <= 0
                || repeated(book, content).isPresent();
        return new RunView.ListingState(at.page() + 1, content.next(), ended);
    }

    private static Optional<Failure> repeated(RunBook book, PageContent content) throws SQLException {
        if (room(book) <= 0
                || content.next().isEmpty()
                || !book.pages.listedBy(content.next().get())) {
            return Optional.empty();
        }
        return Optional.of(
                new Failure(
                        "repeated-token",
                        "The source gave the token " + content.next().get()
                                + " again, with which a page was listed before: it would go round for ever, so the listing ends here"));
    }

    /** How many items the run may still take on. */
    private static long room(RunBook book) {
        return book.itemsMax - book.view().counts().listed();
    }

    /** The items that the run takes on: the first that there is room for, none twice. */
    private List<Item> fresh(RunBook book, List<Item> items, boolean distinct) throws SQLException {
        long room = room(book);
        if (distinct) {
            return room >= items.size() ? items : items.subList(0, (int) Math.max(room, 0));
        }
        List<Item> fresh = new ArrayList<>(items.size());
        for (Item item : items) {
            if (fresh.size() >= room) {
                break;
            }
            if (keys.of(book).add(ItemBlob.key(item))) {
                fresh.add(item);
            }
        }
        return fresh;
    }
}
