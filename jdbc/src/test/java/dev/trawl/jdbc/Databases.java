package dev.trawl.jdbc;

import dev.trawl.core.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Databases that tests have for themselves: a real PostgreSQL, started once in a process, and files of SQLite. */
final class Databases {
    private static @Nullable EmbeddedPostgres server;
    private static int made;

    private Databases() {}

    /** A database in PostgreSQL, with nothing in it. */
    static synchronized Access postgres() throws IOException, SQLException {
        EmbeddedPostgres running = server;
        if (running == null) {
            running = EmbeddedPostgres.start();
            server = running;
        }
        String name = "test" + ++made;
        Access all = new Access(running.getJdbcUrl("postgres", "postgres"), "", "");
        try (Connection connection = all.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return Access.of(settings("jdbc:postgresql://127.0.0.1:" + running.getPort() + "/" + name));
    }

    /** Another user of a database, who owns nothing in it. */
    static Access user(Access owner, String name) throws SQLException {
        String user = name + "_" + owner.url().replaceFirst(".*/", "");
        run(owner, "create role " + user + " login password 'secret'");
        return new Access(owner.url(), user, "secret");
    }

    /** Ends the connections that Trawl has to a database. */
    static void cut(Access access) throws SQLException {
        run(
                access,
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'trawl'"
                        + " and datname = current_database()");
    }

    /** Whether a database takes new connections. */
    static void admit(Access access, boolean any) throws SQLException {
        String name = access.url().replaceFirst(".*/", "");
        Access all = new Access(access.url().replaceFirst("[^/]*$", "postgres"), access.user(), access.password());
        run(all, "alter database " + name + " with allow_connections " + any);
    }

    /** A file of SQLite with nothing in it. */
    static Access sqlite(Path folder) {
        return Access.of(settings("jdbc:sqlite:" + folder.resolve("test.db")));
    }

    private static ObjectNode settings(String url) {
        return Json.object().put("url", url).put("user", "postgres").put("password", "postgres");
    }

    /** Does something. */
    static void run(Access access, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, their columns separated by commas. */
    static List<String> rows(Access access, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> columns = new ArrayList<>();
                for (int n = 1; n <= found.getMetaData().getColumnCount(); n++) {
                    columns.add(String.valueOf(found.getString(n)));
                }
                rows.add(String.join(",", columns));
            }
            return rows;
        }
    }
}
