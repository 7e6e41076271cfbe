package dev.trawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Addresses that are offered many times each, of which a run makes one item each: in a process of its own with little
 * memory, that is killed on the way. Beside it an index of SQLite that is asked the same.
 */
public final class Seen {
    private static final String HEAP = "-Xmx256m";

    /** At so many hundredths of the offers the process is killed. */
    private static final List<Integer> KILLS = List.of(7, 31, 66);

    /** The index is asked for so long, as it grows slower with its size. */
    private static final long INDEX_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Offers offers;

    /** @param addresses different ones */
    public Seen(int addresses) {
        this.offers = new Offers(addresses);
    }

    /**
     * Offers a second of a run that is killed {@code KILLS} times, its restarts included.
     *
     * @throws IllegalStateException where it does not end with one item for each address
     */
    public double run(Path data, Consumer<String> said) throws IOException {
        long begun = System.nanoTime();
        for (int hundredths : KILLS) {
            try (Child child = child(data)) {
                String line = child.line().orElse("");
                while (reached(line) < hundredths) {
                    line = child.line().orElseThrow(() -> ended("before it was killed"));
                }
                said.accept("  killed at %d %% of the offers after %,.0f s".formatted(hundredths, since(begun)));
            }
        }
        try (Child child = child(data)) {
            Optional<String> line = child.line();
            while (line.isPresent() && !line.get().startsWith(SeenRun.LAST)) {
                line = child.line();
            }
            long items = Long.parseLong(
                    line.orElseThrow(() -> ended("before its run did")).substring(SeenRun.LAST.length()));
            if (items != offers.addresses()) {
                throw new IllegalStateException("Of " + offers.addresses() + " addresses " + items + " are done");
            }
            double perSecond = offers.count() / since(begun);
            said.accept("  %,d addresses are done, each once; %s"
                    .formatted(items, child.line().orElse("")));
            return perSecond;
        }
    }

    private static IllegalStateException ended(String when) {
        return new IllegalStateException(
                "The measured process ended " + when + ", with " + HEAP + "; what it complained of stands above");
    }

    private Child child(Path data) throws IOException {
        List<String> options = List.of(HEAP, "-XX:+ExitOnOutOfMemoryError");
        return new Child(options, SeenRun.class, List.of(data.toString(), Long.toString(offers.addresses())));
    }

    private static int reached(String line) {
        return line.startsWith(SeenRun.OFFERED) ? Integer.parseInt(line.substring(SeenRun.OFFERED.length())) : 0;
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Offers a second of a bare loop that asks an index of SQLite, a commit for each page; at most a minute of it. */
    public double index(Path folder) throws SQLException {
        try (Connection connection = BareDatabase.open(
                folder, "PRAGMA cache_size=-262144", "CREATE TABLE seen (address TEXT PRIMARY KEY) WITHOUT ROWID")) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR IGNORE INTO seen (address) VALUES (?)")) {
                return offer(connection, insert);
            }
        }
    }

    private double offer(Connection connection, PreparedStatement insert) throws SQLException {
        long begun = System.nanoTime();
        long offer = 0;
        while (offer < offers.count() && System.nanoTime() - begun < INDEX_NANOS) {
            for (long last = Math.min(offers.count(), offer + Bench.PER_PAGE); offer < last; offer++) {
                insert.setString(1, offers.address(offer));
                insert.executeUpdate();
            }
            connection.commit();
        }
        return offer / since(begun);
    }
}
