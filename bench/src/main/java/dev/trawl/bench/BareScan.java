package dev.trawl.bench;

import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;

/**
 * A bare loop on one thread that reads the active subscribers of a feed in the order of their ids, page by page, makes nothing of
 * them, and appends as many bytes as a run's ledger took to another file, a commit a page, with {@code synchronous=FULL} and a
 * write-ahead log.
 *
 * @param ledger the file that the subscribers are in
 * @param page rows read at once
 * @param like what to write as many bytes as
 */
record BareScan(Path ledger, String feed, int page, Written like) {
    private static final String SELECT =
            "SELECT id, url FROM t_subscribers WHERE feed = ? AND state = 'active' AND id > ? ORDER BY id LIMIT ?";

    /** How many rows it read, in a folder. */
    long run(Path folder, int expected) throws SQLException {
        byte[] content = new byte[Math.toIntExact(like.bytes() * page / expected)];
        new Random(1).nextBytes(content);
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Connection to =
                        BareDatabase.open(folder, "CREATE TABLE bare (n INTEGER PRIMARY KEY, content BLOB NOT NULL)");
                PreparedStatement select = from.prepareStatement(SELECT);
                PreparedStatement insert = to.prepareStatement("INSERT INTO bare (content) VALUES (?)")) {
            Page read = new Page(0, "");
            long rows = 0;
            do {
                read = next(select, read.last());
                insert.setBytes(1, content);
                insert.executeUpdate();
                to.commit();
                rows += read.rows();
            } while (read.rows() == page);
            return rows;
        }
    }

    private record Page(int rows, String last) {}

    private Page next(PreparedStatement select, String after) throws SQLException {
        select.setString(1, feed);
        select.setString(2, after);
        select.setInt(3, page);
        int rows = 0;
        String last = after;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getString(1);
                rows += row.getString(2).isEmpty() ? 0 : 1;
            }
        }
        return new Page(rows, last);
    }
}
