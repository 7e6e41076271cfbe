package dev.trawl.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What an error of a database means for whoever asked. */
enum Trouble {
    /** It is away, busy or full: it is waited for. */
    AWAY,
    /** It takes what was sent at no time: the values are none of its columns'. */
    REFUSED,
    /** It is not as the job says: no such table, no such user, no right to. */
    WRONG;

    /**
     * Classes of SQLSTATE (SQL:2023, part 2, table 38; PostgreSQL, appendix A): connection, transaction rolled back,
     * insufficient resources, object not in the needed state, operator intervention, system error.
     */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** A transaction that may only read: the server has become a replica. */
    private static final String READ_ONLY = "25006";

    private static final Set<String> REFUSED_CLASSES = Set.of("22", "23");

    /** SQLite's result codes: PERM to TOOBIG are in sqlite3.h. */
    private static final Set<Integer> SQLITE_AWAY = Set.of(5, 6, 7, 8, 9, 10, 13, 14, 15, 17);

    private static final Set<Integer> SQLITE_REFUSED = Set.of(18, 19, 20);

    static Trouble of(SQLException fault) {
        String state = fault.getSQLState();
        if (fault instanceof SQLTransientException || fault instanceof SQLRecoverableException) {
            return AWAY;
        }
        if (state == null || state.length() < 2) {
            int code = fault.getErrorCode() & 255;
            return SQLITE_AWAY.contains(code) ? AWAY : SQLITE_REFUSED.contains(code) ? REFUSED : WRONG;
        }
        String kind = state.substring(0, 2);
        if (AWAY_CLASSES.contains(kind) || state.equals(READ_ONLY)) {
            return AWAY;
        }
        return REFUSED_CLASSES.contains(kind) ? REFUSED : WRONG;
    }

    /** Whether an answer did not come in time: the socket was given up, and the database may be well. */
    static boolean late(SQLException fault) {
        Throwable cause = fault;
        while (cause != null && !(cause instanceof SocketTimeoutException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
