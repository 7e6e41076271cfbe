package dev.trawl.local.sqlite;

import dev.trawl.core.RunId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open runs, and no others, that the writer has in memory; read from the file when first asked for. */
final class Books {
    private final Db db;
    private final PageRoom room;
    private final Map<RunId, RunBook> open = new HashMap<>();
    private long versions;

    Books(Db db, PageRoom room) {
        this.db = db;
        this.room = room;
    }

    /** A number that no handing out of this process had. */
    long nextVersion() {
        return ++versions;
    }

    /**
     * A run. One that is closed is not kept in memory, and what is known of its pages is not read: nothing of it changes
     * before it is worked again ({@link #reopen}).
     */
    Optional<RunBook> find(RunId run) throws SQLException {
        RunBook known = open.get(run);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RunRows.Numbered> found = RunRows.find(db, run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found.get().view().phase().closed() ? book(found.get()) : load(found.get()));
    }

    /** A run that is worked again, where it was closed: kept from now on. */
    RunBook reopen(RunBook book) throws SQLException {
        RunBook known = open.get(book.view().id());
        return known == null ? load(new RunRows.Numbered(book.no, book.view())) : known;
    }

    private RunBook book(RunRows.Numbered run) {
        return new RunBook(run.no(), run.view(), new Pages(db, run.no(), room));
    }

    /** A run that must be there. */
    RunBook require(RunId run) throws SQLException {
        return find(run).orElseThrow(() -> new Refused("There is no run " + run));
    }

    RunBook load(RunRows.Numbered run) throws SQLException {
        RunBook book = book(run);
        book.pages.replay();
        db.first(
                "SELECT coalesce(items_max, ?2), emits FROM run WHERE no = ?1",
                row -> {
                    book.itemsMax = row.getLong(1);
                    book.emits = row.getBoolean(2);
                    return book;
                },
                run.no(),
                Long.MAX_VALUE);
        book.keptBefore.addAll(db.list(
                "SELECT DISTINCT item FROM kept WHERE run = ?1 AND item NOT IN (SELECT item FROM waiting WHERE run = ?1)",
                row -> row.getLong(1),
                run.no()));
        open.put(run.view().id(), book);
        return book;
    }

    /** Those that the group changed. */
    List<RunBook> touched() {
        return open.values().stream().filter(RunBook::touched).toList();
    }

    /** Whether a run that the group changed has nothing left to do but to be closed. */
    boolean urgent() {
        for (RunBook book : open.values()) {
            if (book.touched() && book.due()) {
                return true;
            }
        }
        return false;
    }

    /** Items handed out, ready or with workers, of the run with the fewest of those that have any. */
    int underWay() {
        int least = 0;
        for (RunBook book : open.values()) {
            int out = book.handedOut.size();
            least = least == 0 || (out > 0 && out < least) ? out : least;
        }
        return least;
    }

    /** Forgets a run that is closed. */
    void forget(RunBook book) {
        open.remove(book.view().id());
    }
}
