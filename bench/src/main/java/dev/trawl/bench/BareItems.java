package dev.trawl.bench;

import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A bare loop on one thread that keeps a row for each item, as a ledger does that packs nothing: inserted when it is
 * listed, changed when it has ended; as many bytes and commits as a run took, with {@code synchronous=FULL} and a
 * write-ahead log.
 */
final class BareItems {
    private static final int STATE_BYTES = Long.BYTES;

    private final Written like;
    private final int items;
    private final boolean random;
    private final List<Integer> open = new ArrayList<>();
    private final Random order = new Random(1);
    private long statements;
    private long commits;

    /**
     * @param like what to write as many bytes, in as many commits, as
     * @param random whether items end in random order among those that are open; else as they were listed
     */
    BareItems(Written like, int items, boolean random) {
        this.like = like;
        this.items = items;
        this.random = random;
    }

    /** Nanoseconds that it takes, in a folder. */
    long run(Path folder) throws SQLException {
        try (Connection connection = BareDatabase.open(
                folder, "CREATE TABLE item (n INTEGER PRIMARY KEY, content BLOB NOT NULL, state INTEGER)")) {
            try (PreparedStatement list = connection.prepareStatement("INSERT INTO item (n, content) VALUES (?, ?)");
                    PreparedStatement end = connection.prepareStatement("UPDATE item SET state = 1 WHERE n = ?")) {
                long begun = System.nanoTime();
                write(connection, list, end);
                return System.nanoTime() - begun;
            }
        }
    }

    private void write(Connection connection, PreparedStatement list, PreparedStatement end) throws SQLException {
        byte[] content = new byte[Math.toIntExact(Math.max(1, like.bytes() / items - STATE_BYTES))];
        order.nextBytes(content);
        for (int listed = 0; listed < items; ) {
            for (int last = Math.min(items, listed + Bench.PER_PAGE); listed < last; listed++) {
                list.setInt(1, listed);
                list.setBytes(2, content);
                change(connection, list);
                open.add(listed);
            }
            end(connection, end, RandomOrder.WINDOW);
        }
        end(connection, end, 0);
        connection.commit();
    }

    /** Ends items until so many are open. */
    private void end(Connection connection, PreparedStatement end, int left) throws SQLException {
        List<Integer> ended = random ? drawn(left) : open.subList(0, Math.max(0, open.size() - left));
        for (int n : ended) {
            end.setInt(1, n);
            change(connection, end);
        }
        ended.clear();
    }

    private List<Integer> drawn(int left) {
        List<Integer> drawn = new ArrayList<>();
        while (open.size() > left) {
            int at = order.nextInt(open.size());
            int last = open.removeLast();
            drawn.add(at == open.size() ? last : open.set(at, last));
        }
        return drawn;
    }

    private void change(Connection connection, PreparedStatement statement) throws SQLException {
        statement.executeUpdate();
        statements++;
        if (commits < like.commits() * statements / (2L * items)) {
            commits++;
            connection.commit();
        }
    }
}
