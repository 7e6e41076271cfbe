package dev.trawl.local;

import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Tables;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.testkit.TablesContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The rows of a ledger in a SQLite file keep the contract. */
@NullUnmarked
final class SqliteTablesTest extends TablesContract {
    @TempDir
    private Path folder;

    private SqliteLedger ledger;
    private SqliteRecords records;

    private void open() throws SQLException {
        Path file = folder.resolve("ledger.db");
        ledger = SqliteLedger.open(file, (_, _) -> {}, _ -> {});
        records = SqliteRecords.open(file);
    }

    @AfterEach
    void close() throws SQLException {
        records.close();
        ledger.close();
    }

    @Override
    protected void reopen() {
        try {
            close();
            open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Ledger ledger() {
        if (ledger == null) {
            try {
                open();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return ledger;
    }

    @Override
    protected Records records() {
        return records;
    }

    @Override
    protected Tables tables() {
        return records;
    }
}
