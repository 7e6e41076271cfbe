package dev.trawl.bench;

import dev.trawl.core.Job;
import dev.trawl.local.DataPaths;
import dev.trawl.local.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** How large the ledger of a folder is that nobody has open: after its runs, and after they were removed. */
public record LedgerSize(Path data) {
    /** Bytes of the file. */
    public long bytes() throws IOException {
        return Files.size(new DataPaths(data).ledger());
    }

    /** Removes every run that is over by then, as if the time for which they are kept had passed. */
    public void removeRuns(Instant now) throws SQLException {
        try (SqliteLedger ledger = SqliteLedger.open(new DataPaths(data).ledger(), (_, _) -> {}, _ -> {})) {
            Instant later = now.plus(Job.Rules.KEEP);
            boolean more = true;
            while (more) {
                more = ledger.tidy(later).toCompletableFuture().join();
            }
        }
    }
}
