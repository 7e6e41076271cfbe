package dev.trawl.jdbc;

import dev.trawl.core.TableSpec.Column;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out whether a table takes rows, and makes it, or widens it, where it does not. Each step is a transaction of its own that
 * changes nothing where another has done it meanwhile, so any number may open one table at once.
 *
 * @param whole the table with all of its columns
 * @param partial whether rows may be written without columns that the table lacks and that cannot be added
 */
record Opening(Access access, Upsert whole, boolean partial) {
    /**
     * A table that takes rows.
     *
     * @param table with the columns that are written
     * @param lacking what it lacks, and what to do about it; empty where it is whole
     */
    record Opened(Upsert table, Optional<String> lacking) {}

    /** The table may be there already where nobody may make one, so it is tried first. */
    Opened open(Link link) throws SQLException, InterruptedException {
        try {
            probe(link, whole);
            return new Opened(whole, Optional.empty());
        } catch (SQLException e) {
            if (Trouble.of(e) != Trouble.WRONG) {
                throw e;
            }
        }
        create(link);
        return widened(link);
    }

    private static void probe(Link link, Upsert table) throws SQLException, InterruptedException {
        link.transaction(connection -> {
            table.probe(connection);
            return true;
        });
    }

    /** Where it is refused, as another makes it at the same moment or this user may make none, it may be there all the same. */
    private void create(Link link) throws SQLException, InterruptedException {
        try {
            link.transaction(connection -> {
                whole.create(connection);
                return true;
            });
        } catch (SQLException refused) {
            if (Trouble.of(refused) == Trouble.AWAY || !there(link)) {
                throw refused;
            }
        }
    }

    private boolean there(Link link) throws SQLException, InterruptedException {
        try {
            lacking(link);
            return true;
        } catch (SQLException e) {
            if (Trouble.of(e) == Trouble.AWAY) {
                throw e;
            }
            return false;
        }
    }

    private List<Column> lacking(Link link) throws SQLException, InterruptedException {
        return link.transaction(whole::lacking);
    }

    private Opened widened(Link link) throws SQLException, InterruptedException {
        List<Column> lacking = lacking(link);
        if (!lacking.isEmpty() && !whole.keyed(lacking)) {
            List<String> statements = link.transaction(connection -> whole.widening(connection, lacking));
            try {
                widen(link, statements);
            } catch (SQLException refused) {
                if (Trouble.of(refused) == Trouble.AWAY) {
                    throw refused;
                }
                return without(link, statements, refused);
            }
        }
        // Says what else is wrong with it, if anything is.
        probe(link, whole);
        return new Opened(whole, Optional.empty());
    }

    private static void widen(Link link, List<String> statements) throws SQLException, InterruptedException {
        for (String each : statements) {
            link.transaction(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(each);
                }
            });
        }
    }

    /** Another may have added the columns at the same moment; else this user may not. */
    private Opened without(Link link, List<String> statements, SQLException refused)
            throws SQLException, InterruptedException {
        List<Column> lacking = lacking(link);
        if (lacking.isEmpty()) {
            probe(link, whole);
            return new Opened(whole, Optional.empty());
        }
        String what = "Table " + whole.name() + " of " + access.shown() + " lacks the columns "
                + lacking.stream().map(Column::name).collect(Collectors.joining(", ")) + ", and user "
                + access.userShown() + " may not add them (" + access.said(refused) + "); ";
        String mend = "have its owner run: " + String.join("; ", statements);
        if (!partial) {
            throw new SQLException(what + mend, refused.getSQLState(), refused);
        }
        Upsert kept = whole.without(lacking);
        probe(link, kept);
        return new Opened(
                kept,
                Optional.of(
                        what + "rows are written without them, and the run's own summary has their values; " + mend));
    }
}
