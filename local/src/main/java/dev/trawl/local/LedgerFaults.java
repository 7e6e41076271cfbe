package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says what is wrong with a ledger that can't be opened. */
final class LedgerFaults {
    private LedgerFaults() {}

    static EnvironmentFault opening(Path data, SQLException found) {
        return new EnvironmentFault(
                "The ledger in " + data + " could not be opened: " + found.getMessage() + ". Nothing was changed",
                found);
    }
}
