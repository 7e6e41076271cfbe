package dev.trawl.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Listing;
import dev.trawl.core.Notes;
import dev.trawl.core.Sha256;
import dev.trawl.core.Source;
import dev.trawl.core.SourceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * Lists the rows of a table or a query in the order of their key. An item's key is the row's, its value the row. The
 * token is the last row's key. A database that is away is waited for; one that has no such table fails the listing.
 */
final class JdbcSource implements Source {
    /** Rows asked for at once. */
    static final int PAGE_ROWS = 1_000;

    /** A page ends with the row that reaches this. */
    private static final long PAGE_BYTES = 4L << 20;

    /** So much of a text that is too long for an item's key begins the key. */
    private static final int KEY_BEGINNING = 2_000;

    private final Access access;
    private final Keyset rows;
    private final Link link;
    private final Notes notes;
    private final Backoff backoff = new Backoff();
    /** Whether somebody was told that the database is away. */
    private boolean away;

    /**
     * One that has not asked yet.
     *
     * @param rest waits while a file is busy
     * @param notes told when the database goes away, and when it is back
     */
    JdbcSource(Access access, Keyset rows, Rest rest, Notes notes) {
        this.access = access;
        this.rows = rows;
        this.link = new Link(access, rest);
        this.notes = notes;
    }

    @Override
    public Listing page(Optional<String> token, SourceContext context) throws InterruptedException {
        Optional<ArrayNode> last = token.map(text -> (ArrayNode) Json.parse(text.getBytes(UTF_8)));
        try {
            Listing page = link.transaction(connection -> page(connection, last, PAGE_ROWS));
            backoff.answered();
            back();
            return page;
        } catch (SQLException e) {
            if (Trouble.of(e) != Trouble.AWAY) {
                return new Listing.Failed(new Failure("database", message(e) + "; nothing more is listed"));
            }
            tell(e);
            return new Listing.Unfinished(backoff.failed());
        }
    }

    private void tell(SQLException fault) {
        if (!away) {
            away = true;
            notes.tell(message(fault)
                    + "; it is tried again until it works, and what was listed before is worked meanwhile; "
                    + (Trouble.late(fault)
                            ? "have an index order the rows by " + String.join(", ", rows.key())
                                    + ", or allow it more time by socketTimeout=SECONDS in the url"
                            : "see to the database"));
        }
    }

    private void back() {
        if (away) {
            away = false;
            notes.tell("Listing " + what() + " of " + access.shown() + " goes on");
        }
    }

    private Listing.Page page(Connection connection, Optional<ArrayNode> last, int limit) throws SQLException {
        try (PreparedStatement statement = rows.after(connection, last, limit);
                ResultSet found = statement.executeQuery()) {
            RowReading reading = new RowReading(found);
            List<Item> items = new ArrayList<>();
            @Nullable ArrayNode key = null;
            long bytes = 0;
            while (bytes < PAGE_BYTES && found.next()) {
                key = reading.key(rows.key());
                Json value = Json.of(reading.row());
                bytes += value.size();
                items.add(new Item(name(key), value));
            }
            boolean more = items.size() == limit || bytes >= PAGE_BYTES;
            return new Listing.Page(
                    items, Optional.ofNullable(key).filter(_ -> more).map(ArrayNode::toString));
        }
    }

    /** An item's key: that of its row, as text; where it has several columns, as a JSON array. */
    private static String name(ArrayNode key) {
        String name = key.size() == 1 ? key.get(0).asString() : key.toString();
        if (name.isEmpty()) {
            return "(empty)";
        }
        byte[] utf8 = name.getBytes(UTF_8);
        return utf8.length <= Item.KEY_BYTES_MAX
                ? name
                : name.substring(0, KEY_BEGINNING) + "...(" + name.length() + " characters, sha256 " + Sha256.hex(utf8)
                        + ")";
    }

    @Override
    public void check() throws InterruptedException {
        try {
            link.transaction(connection -> page(connection, Optional.empty(), 1));
        } catch (SQLException e) {
            throw new EnvironmentFault(message(e)
                    + "; nothing was started; correct the job's settings or the database and run the command again");
        } finally {
            close();
        }
    }

    private String message(SQLException fault) {
        return "Listing " + what() + " of " + access.shown() + " as user " + access.userShown() + " failed: "
                + access.said(fault)
                + (Trouble.late(fault) ? " (there was no answer in the time that a connection waits for one)" : "");
    }

    private String what() {
        return rows.table() ? "the table " + rows.rows() : "a query";
    }

    @Override
    public void close() {
        link.close();
    }
}
