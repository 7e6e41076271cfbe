package dev.trawl.local.sqlite;

import dev.trawl.core.RunId;
import dev.trawl.local.keys.RunKeys;
import dev.trawl.local.keys.SeenKeys;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of runs, brought up to the ledger: what the index does not know is read from the pages. A run's keys
 * are asked for when it first lists or emits something that may be there already, and not before.
 */
final class KnownKeys {
    private final Db db;
    private final SeenKeys seen;

    private KnownKeys(Db db, SeenKeys seen) {
        this.db = db;
        this.seen = seen;
    }

    /** Of a ledger's file; without a folder everything stays in memory. */
    static KnownKeys open(Db db, Optional<Path> folder) throws SQLException {
        byte[] secret = db.first("SELECT secret FROM ledger", row -> row.getBytes(1))
                .orElseThrow(() -> new SQLException("The ledger has no secret"));
        SeenKeys seen = new SeenKeys(folder, secret, SeenKeys.MEMORY_BYTES);
        Map<RunId, Long> open = new HashMap<>();
        db.list(
                "SELECT id, listed FROM run WHERE phase NOT IN ('succeeded', 'failed', 'cancelled')",
                row -> open.put(new RunId(row.getString(1)), row.getLong(2)));
        seen.sweep(run -> open.getOrDefault(run, 0L));
        return new KnownKeys(db, seen);
    }

    /** All keys of a run. */
    RunKeys of(RunBook book) throws SQLException {
        RunKeys keys = seen.of(book.view().id());
        if (!book.keysKnown) {
            replay(book, keys);
            book.keysKnown = true;
        }
        return keys;
    }

    private void replay(RunBook book, RunKeys keys) throws SQLException {
        long listed = book.view().counts().listed();
        while (keys.items() < listed) {
            page(book.no, keys);
        }
    }

    /** Replays what is missing of the page that holds the first item whose key is not known. */
    private void page(long run, RunKeys keys) throws SQLException {
        long item = keys.items();
        List<byte[]> missing = db.first(
                        "SELECT first, keys FROM page WHERE run = ? AND first <= ? AND count > 0 ORDER BY first DESC LIMIT 1",
                        row -> ItemBlob.from(row.getBytes(2), item - row.getLong(1)),
                        run,
                        item)
                .orElseGet(ArrayList::new);
        if (missing.isEmpty()) {
            throw new SQLException("Item " + item + " of run " + run + " is on no page");
        }
        missing.forEach(keys::replay);
    }

    /** Forgets a run that is over. */
    void forget(RunBook book) {
        seen.forget(book.view().id());
    }

    void close() {
        seen.close();
    }
}
