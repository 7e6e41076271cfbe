package dev.trawl.local.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the ledger's file as it must be opened, and checks that it is. */
final class LedgerFile {
    /** The layout that this code writes and reads. */
    static final int LAYOUT = 8;

    /** Older libraries lose data when two connections write or checkpoint at once (sqlite.org/wal.html). */
    private static final String LIBRARY_MIN = "3.51.3";

    /** SQLite's result code where a file can't be opened. */
    private static final int CANTOPEN = 14;

    private static final int BUSY_MILLISECONDS = 10_000;

    private LedgerFile() {}

    /** The one connection that writes; makes the file where there is none. */
    static Db writer(Path file) throws SQLException {
        Db db = connect(file.toString());
        return orClosed(db, () -> prepareToWrite(file, db));
    }

    private static void prepareToWrite(Path file, Db db) throws SQLException {
        requireLibrary(db);
        // Before the first page is written: what is removed can be given back to the file system only so.
        db.execute("PRAGMA auto_vacuum=INCREMENTAL");
        require(db, "PRAGMA journal_mode=WAL", "wal");
        db.execute("PRAGMA synchronous=FULL");
        require(db, "PRAGMA synchronous", "2");
        // The writer checkpoints between groups, so that no caller's commit pays for it.
        db.execute("PRAGMA wal_autocheckpoint=0");
        db.execute("PRAGMA foreign_keys=OFF");
        int layout = (int) db.number("PRAGMA user_version");
        requireLayout(file, layout);
        if (layout == 0) {
            Schema.create(db);
        } else {
            Migration.from(layout, db);
        }
    }

    /** What is done with a new connection. */
    @FunctionalInterface
    private interface Preparation {
        void run() throws SQLException;
    }

    /** A connection that can't be used is closed: it would keep its locks, in a process that may try again. */
    private static Db orClosed(Db db, Preparation preparation) throws SQLException {
        try {
            preparation.run();
            return db;
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    /** A connection that reads, also while another process writes. */
    static Db reader(Path file) throws SQLException {
        try {
            return reader(file, connect(file.toString()));
        } catch (SQLException e) {
            if (e.getErrorCode() == CANTOPEN && !Files.exists(log(file))) {
                // No log and none to be made, as on a read-only disk: nobody writes, and all there is is in the file.
                return reader(file, connect("file:" + file.toUri().getRawPath() + "?immutable=1"));
            }
            throw e;
        }
    }

    private static Db reader(Path file, Db db) throws SQLException {
        return orClosed(db, () -> {
            requireLibrary(db);
            db.execute("PRAGMA query_only=1");
            requireLayout(file, (int) db.number("PRAGMA user_version"));
        });
    }

    /** Whether the file has a layout yet: it is made in one commit after the file. */
    static boolean written(Db db) throws SQLException {
        return db.number("PRAGMA user_version") > 0;
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    static Db connect(String file) throws SQLException {
        Properties settings = new Properties();
        // Else the driver asks for the number of the row after every insert, with a statement made for it.
        settings.setProperty("jdbc.get_generated_keys", "false");
        Db db = new Db(DriverManager.getConnection("jdbc:sqlite:" + file, settings));
        db.execute("PRAGMA busy_timeout=" + BUSY_MILLISECONDS);
        return db;
    }

    private static void requireLibrary(Db db) throws SQLException {
        String version =
                db.first("SELECT sqlite_version()", row -> row.getString(1)).orElse("none");
        if (Runtime.Version.parse(version).compareTo(Runtime.Version.parse(LIBRARY_MIN)) < 0) {
            throw new SQLException("The SQLite library is " + version + "; older than " + LIBRARY_MIN
                    + " it can damage the ledger, so nothing is opened. Use the library that Trawl comes with");
        }
    }

    private static void require(Db db, String pragma, String wanted) throws SQLException {
        String found = db.first(pragma, row -> row.getString(1)).orElse("nothing");
        if (!found.equals(wanted)) {
            throw new SQLException(pragma + " gave " + found + " instead of " + wanted
                    + ": commits would not be durable here, so nothing is opened. Use a folder on a local disk");
        }
    }

    private static void requireLayout(Path file, int layout) throws NewerLayout {
        if (layout > LAYOUT) {
            throw new NewerLayout("The data in " + file + " has layout " + layout + ", which a newer version of Trawl"
                    + " wrote; this one reads up to layout " + LAYOUT + ". Nothing was changed: use the newer version");
        }
    }

    /** The file was written by a newer version of this code. */
    static final class NewerLayout extends SQLException {
        private static final long serialVersionUID = 1;

        NewerLayout(String message) {
            super(message);
        }
    }
}
