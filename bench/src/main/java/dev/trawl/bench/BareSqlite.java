package dev.trawl.bench;

import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * A bare loop on one thread that writes what a run wrote: as many bytes, in as many rows, in as many commits, with
 * {@code synchronous=FULL} and a write-ahead log, appended to one table by one prepared statement.
 */
final class BareSqlite {
    private final Written like;

    /** @param like what to write as much as */
    BareSqlite(Written like) {
        this.like = like;
    }

    /** Nanoseconds that it takes, in a folder. */
    long run(Path folder) throws SQLException {
        try (Connection connection =
                BareDatabase.open(folder, "CREATE TABLE bare (n INTEGER PRIMARY KEY, content BLOB NOT NULL)")) {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bare (content) VALUES (?)")) {
                long begun = System.nanoTime();
                write(connection, insert);
                return System.nanoTime() - begun;
            }
        }
    }

    private void write(Connection connection, PreparedStatement insert) throws SQLException {
        byte[] content = new byte[Math.toIntExact(like.bytes() / like.rows())];
        new Random(1).nextBytes(content);
        long row = 0;
        for (long commit = 1; commit <= like.commits(); commit++) {
            for (long last = like.rows() * commit / like.commits(); row < last; row++) {
                insert.setBytes(1, content);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }
}
