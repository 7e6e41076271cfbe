package dev.trawl.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite as bare loops use it: {@code synchronous=FULL}, a write-ahead log, commits when they are asked for. */
final class BareDatabase {
    private BareDatabase() {}

    /**
     * Makes one in a folder; the connection is the caller's to close.
     *
     * @param begin statements that it begins with
     */
    static Connection open(Path folder, String... begin) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            for (String each : begin) {
                statement.execute(each);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
