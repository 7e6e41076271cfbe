package dev.trawl.local;

import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.Records;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.testkit.ItemsContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in a SQLite file tells of items as it must. */
@NullUnmarked
final class SqliteItemsTest extends ItemsContract {
    @TempDir
    private Path folder;

    private SqliteLedger ledger;
    private SqliteRecords records;

    @BeforeEach
    void open() throws SQLException {
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
        return ledger;
    }

    @Override
    protected Records records() {
        return records;
    }
}
