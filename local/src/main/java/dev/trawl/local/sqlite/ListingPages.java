package dev.trawl.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Counts;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.port.Listed;
import dev.trawl.core.port.PageContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Commits pages: those of a source with the token of the next, and those of items that workers emitted. */
final class ListingPages {
    private static final int HASH_BYTES = 16;

    private final Db db;
    private final Books books;

    ListingPages(Db db, Books books) {
        this.db = db;
        this.books = books;
    }

    Listed list(RunId run, long page, PageContent content) throws SQLException {
        RunBook book = books.require(run);
        RunView.ListingState at = book.view().listing();
        if (page < at.page() || at.ended() || ending(book)) {
            return new Listed(book.view(), 0);
        }
        if (page > at.page()) {
            throw new IllegalArgumentException("Page " + page + " of run " + run + " comes before page " + at.page());
        }
        long room = content.itemsMax() - book.view().counts().listed();
        List<Item> fresh = fresh(book, content.items(), content.distinct(), room);
        add(book, fresh, Optional.of(at.token().orElse("")));
        book.use(content.used());
        book.list(next(book, at, content), repeated(book, content));
        return new Listed(book.view(), fresh.size());
    }

    /** While a run is closed nothing is added to it: its summary is being counted. */
    private static boolean ending(RunBook book) {
        return book.view().phase() == RunState.CLOSING || book.view().phase().closed();
    }

    /** Admits what workers emitted in this group: a page of the run's own. */
    void admit(RunBook book) throws SQLException {
        List<Item> fresh = fresh(book, book.emitted, false, Long.MAX_VALUE);
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
        boolean full = book.view().counts().listed() >= content.itemsMax();
        boolean ended =
                content.next().isEmpty() || full || repeated(book, content).isPresent();
        return new RunView.ListingState(at.page() + 1, content.next(), ended);
    }

    private static Optional<Failure> repeated(RunBook book, PageContent content) throws SQLException {
        boolean full = book.view().counts().listed() >= content.itemsMax();
        if (full
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

    private List<Item> fresh(RunBook book, List<Item> items, boolean distinct, long room) throws SQLException {
        List<Item> fresh = new ArrayList<>();
        for (Item item : items) {
            if (fresh.size() >= room) {
                break;
            }
            if (distinct
                    || db.update("INSERT OR IGNORE INTO seen (run, hash) VALUES (?, ?)", book.no, hash(item)) == 1) {
                fresh.add(item);
            }
        }
        return fresh;
    }

    private static byte[] hash(Item item) {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256").digest(item.key().getBytes(UTF_8));
            return Arrays.copyOf(whole, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
