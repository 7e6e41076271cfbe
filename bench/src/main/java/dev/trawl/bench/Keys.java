package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.RunId;
import dev.trawl.local.keys.RunKeys;
import dev.trawl.local.keys.SeenKeys;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asking whether a key is new and remembering it, each key once: the index beside what it could have been. */
public final class Keys {
    /** The table is given up after so long: at 10,000,000 keys it takes many minutes. */
    private static final long TABLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);

    /** Keys of one commit of the table: a page's. */
    private static final int PER_COMMIT = 1_000;

    private static final int HASH_BYTES = 16;

    private final int keys;

    /** @param keys of each measurement */
    public Keys(int keys) {
        this.keys = keys;
    }

    /** One way to tell. */
    @FunctionalInterface
    private interface Check {
        boolean add(String key) throws SQLException;
    }

    /** Checks a second of the index, with its files in a folder. */
    public double index(Path folder) throws SQLException {
        byte[] secret = new byte[HASH_BYTES];
        new Random(1).nextBytes(secret);
        try (SeenKeys seen = new SeenKeys(Optional.of(folder.resolve("keys")), secret, SeenKeys.MEMORY_BYTES)) {
            RunKeys run = seen.of(new RunId("bench"));
            return measured(key -> run.add(key.getBytes(UTF_8)), Long.MAX_VALUE);
        }
    }

    /** Checks a second of a bare set of texts, which forgets everything with its process. */
    public double set() throws SQLException {
        Set<String> set = new HashSet<>();
        return measured(set::add, Long.MAX_VALUE);
    }

    /** Checks a second of a table with a row for every hash, as the ledger had it before the index; at most a minute of it. */
    public double table(Path folder) throws SQLException {
        try (Connection connection = BareDatabase.open(
                folder, "CREATE TABLE seen (run INTEGER, hash BLOB, PRIMARY KEY (run, hash)) WITHOUT ROWID")) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR IGNORE INTO seen (run, hash) VALUES (1, ?)")) {
                return measured(new Table(connection, insert)::add, TABLE_NANOS_MAX);
            }
        }
    }

    private double measured(Check check, long nanosMax) throws SQLException {
        long begun = System.nanoTime();
        int added = 0;
        while (added < keys && System.nanoTime() - begun < nanosMax) {
            if (!check.add("https://www.example.com/products/item-" + added + "/index.html")) {
                throw new IllegalStateException("Key " + added + " was taken for a known one");
            }
            added++;
        }
        return added * 1e9 / (System.nanoTime() - begun);
    }

    /** The table, committed page by page. */
    private static final class Table {
        private final Connection connection;
        private final PreparedStatement insert;
        private int open;

        Table(Connection connection, PreparedStatement insert) {
            this.connection = connection;
            this.insert = insert;
        }

        boolean add(String key) throws SQLException {
            insert.setBytes(1, hash(key));
            boolean fresh = insert.executeUpdate() == 1;
            if (++open == PER_COMMIT) {
                connection.commit();
                open = 0;
            }
            return fresh;
        }

        private static byte[] hash(String key) {
            try {
                byte[] whole = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
                return Arrays.copyOf(whole, HASH_BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256", e);
            }
        }
    }
}
