package dev.trawl.local.sqlite;

import dev.trawl.core.Json;
import dev.trawl.core.TableSpec;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the ledger says of the tables that jobs have declared. The same text is understood once, however many rows are looked up. */
final class Declared {
    /** Texts that are remembered. */
    private static final int KNOWN_MAX = 1_000;

    private static final Map<String, TableSpec> KNOWN = new ConcurrentHashMap<>();

    private Declared() {}

    /** What is declared of a table; empty where nothing is. */
    static Optional<TableSpec> of(Db db, String table) throws SQLException {
        return db.first("SELECT spec FROM declared WHERE name = ?", row -> understood(row.getString(1)), table);
    }

    private static TableSpec understood(String text) {
        if (KNOWN.size() > KNOWN_MAX) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(text, one -> Json.parse(one).as(TableSpec.class));
    }
}
