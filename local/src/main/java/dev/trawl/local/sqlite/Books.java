package dev.trawl.local.sqlite;

import dev.trawl.core.RunId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open runs that the writer has in memory; read from the file when first asked for. */
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

    Optional<RunBook> find(RunId run) throws SQLException {
        RunBook known = open.get(run);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RunRows.Numbered> found = RunRows.find(db, run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(load(found.get()));
    }

    /** A run that must be there. */
    RunBook require(RunId run) throws SQLException {
        return find(run).orElseThrow(() -> new IllegalArgumentException("There is no run " + run));
    }

    RunBook load(RunRows.Numbered run) throws SQLException {
        RunBook book = new RunBook(run.no(), run.view(), new Pages(db, run.no(), room));
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

    /** Items that the run with the fewest has with its workers, of those that have any. */
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

    /** Forgets a run that is no more, where somebody asked for it after its end. */
    void forget(long no) {
        open.values().removeIf(book -> book.no == no);
    }
}
