package dev.trawl.jdbc;

import dev.trawl.core.Got;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import tools.jackson.databind.JsonNode;

/**
 * How a database is reached. Its text shows neither the password nor what follows the database's name in the URL, as
 * that may hold one too.
 *
 * @param url that begins with {@code jdbc:}
 * @param user empty where none is given
 * @param password empty where none is given
 */
record Access(String url, String user, String password) {
    /** What stands for a password. */
    private static final String HIDDEN = "***";

    /** A shorter text may be part of any word, and hides nothing. */
    private static final int SECRET_MIN = 3;

    /**
     * Reads {@code {url, user, password}}.
     *
     * @throws IllegalArgumentException where there is no URL, or no driver for it
     */
    static Access of(JsonNode settings) {
        Access access = new Access(
                settings.path("url").asString("").strip(),
                settings.path("user").asString(""),
                settings.path("password").asString(""));
        if (!access.url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("jdbc takes a url such as jdbc:postgresql://HOST:5432/DATABASE"
                    + (access.url.isEmpty() ? ", and none was given" : Got.of(access.shown())));
        }
        try {
            DriverManager.getDriver(access.url);
        } catch (SQLException e) {
            // The cause is left out: it repeats the URL as it is.
            throw new IllegalArgumentException(
                    "jdbc takes the url of a database for which a driver is installed (drivers of"
                            + " PostgreSQL and SQLite are), got: " + access.shown());
        }
        return access;
    }

    /** A new connection. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        put(properties, "user", user);
        put(properties, "password", password);
        dialect().properties().forEach((name, value) -> put(properties, name, value));
        return DriverManager.getConnection(url, properties);
    }

    private static void put(Properties properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    /** What SQL it understands. */
    Dialect dialect() {
        return Dialect.of(url);
    }

    /** The URL without what may be secret. */
    String shown() {
        String visible = url.replaceFirst("//[^/@]*@", "//").replaceFirst("[?;].*", "");
        return hidden(visible);
    }

    /** Who asks. */
    String userShown() {
        return user.isEmpty() ? "(none)" : user;
    }

    /** What a driver says, without what is secret. */
    String said(SQLException fault) {
        // That of a batch repeats the row.
        SQLException cause = fault.getNextException() == null ? fault : fault.getNextException();
        String text = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        return hidden(text.replace(url, shown()));
    }

    private String hidden(String text) {
        return password.length() < SECRET_MIN ? text : text.replace(password, HIDDEN);
    }

    @Override
    public String toString() {
        return shown();
    }
}
