package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says what is wrong with a ledger that can't be opened. */
final class LedgerFaults {
    /** Result codes of SQLite (sqlite.org/rescode.html). */
    private static final int READONLY = 8;

    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private LedgerFaults() {}

    static EnvironmentFault opening(Path data, SQLException found) {
        return new EnvironmentFault(
                "The ledger in " + data + " could not be opened: " + found.getMessage() + ". " + meaning(found), found);
    }

    private static String meaning(SQLException found) {
        return switch (found.getErrorCode()) {
            case FULL -> "What was stored before is safe. Free some space there, then start again";
            case READONLY, CANTOPEN ->
                "What is stored is safe. Look whether this user may write there, whether it is mounted writable, and how"
                        + " many files may be open (ulimit -n), then try again";
            case IOERR -> "What was acknowledged is safe. Look at the disk and the system's log, then try again";
            case CORRUPT, NOTADB ->
                "Something else wrote to it. Nothing was changed. Put a backup in its place, or name another data folder";
            default -> "Nothing was changed";
        };
    }
}
