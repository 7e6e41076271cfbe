package dev.trawl.bench;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Row;
import dev.trawl.core.Services;
import dev.trawl.core.SinkProvider;
import dev.trawl.core.Sinks;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.port.RowRefused;
import dev.trawl.core.port.Sink;
import dev.trawl.local.sqlite.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows that items write to a table of another database, one each: by writers who wait until theirs is durable, and by a whole run,
 * beside a bare loop on one connection that upserts the same rows in batches. The table is dropped when it is closed.
 */
public final class SinkRows implements AutoCloseable {
    /** Who write at once, as many as items are worked at once where a job says nothing. */
    public static final int WRITERS = 200;

    private static final String NAME = "trawl_bench_rows";
    private static final String ASIN = "asin";
    private static final TableSpec TABLE = new TableSpec(
            NAME,
            List.of("run", ASIN),
            List.of(
                    new Column("run", ColumnType.TEXT),
                    new Column(ASIN, ColumnType.TEXT),
                    new Column("url", ColumnType.TEXT),
                    new Column("title", ColumnType.TEXT),
                    new Column("price", ColumnType.NUMBER),
                    new Column("currency", ColumnType.TEXT),
                    new Column("list_price", ColumnType.NUMBER),
                    new Column("availability", ColumnType.TEXT),
                    new Column("lane", ColumnType.TEXT),
                    new Column("milliseconds", ColumnType.INTEGER),
                    new Column("bytes", ColumnType.INTEGER),
                    new Column("fetched", ColumnType.TEXT),
                    new Column("problem", ColumnType.TEXT)));

    private final int rows;
    private final Place place;
    private final SinkProvider sinks;

    /** A database: its JDBC URL, and who asks. */
    public record Place(String url, String user, String password) {
        private boolean postgres() {
            return url.startsWith("jdbc:postgresql:");
        }

        private Connection connect() throws SQLException {
            Properties properties = new Properties();
            if (!user.isEmpty()) {
                properties.setProperty("user", user);
                properties.setProperty("password", password);
            }
            if (postgres()) {
                properties.setProperty("reWriteBatchedInserts", "true");
            }
            return DriverManager.getConnection(url, properties);
        }
    }

    /**
     * Over a database.
     *
     * @param rows of each measurement
     * @param sinks makes what is measured
     */
    public SinkRows(int rows, Place place, SinkProvider sinks) {
        this.rows = rows;
        this.place = place;
        this.sinks = sinks;
    }

    private Sink open() {
        ObjectNode settings = Json.object()
                .put("url", place.url())
                .put("user", place.user())
                .put("password", place.password())
                .put("table", NAME);
        return sinks.open(settings, TABLE, new Services(Map.of()));
    }

    /** Makes the table. */
    public void prepare() throws InterruptedException {
        open().check();
    }

    /** Rows a second of {@link #WRITERS} writers of a row each at a time. */
    public Measured written() throws Exception {
        Sink sink = open();
        String run = run();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> ended = new ArrayList<>();
        Duration used = Measured.cpuNow();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < WRITERS; n++) {
                ended.add(threads.submit(() -> write(sink, run, next)));
            }
        }
        long took = System.nanoTime() - begun;
        for (Future<?> each : ended) {
            each.get();
        }
        sink.close();
        return new Measured(rows, took, Measured.cpuNow().minus(used), Written.NONE);
    }

    private Object write(Sink sink, String run, AtomicInteger next) throws InterruptedException, RowRefused {
        for (int n = next.getAndIncrement(); n < rows; n = next.getAndIncrement()) {
            sink.write(List.of(new Row(NAME, row(run, n))));
        }
        return this;
    }

    /** Rows a second of a run whose items write one each. */
    public Measured run(Path data) throws InterruptedException {
        String run = run();
        Job.Elsewhere elsewhere =
                new Job.Elsewhere(Optional.of(TABLE), (_, _) -> new Sinks(Optional.of(open()), List.of()));
        Bench bench = new Bench("sink", Job.Rules.DEFAULT, List.of(), rows);
        return bench.run(data, new Services(Map.of()), elsewhere, (item, context) -> work(run, item, context));
    }

    private static Outcome work(String run, Item item, ItemContext context) {
        context.row(new Row(NAME, row(run, Integer.parseInt(item.key()))));
        return Outcome.DONE;
    }

    /** Rows a second of a loop that upserts so many in a batch and commits each batch. */
    public double bare(int batch) throws SQLException {
        String run = run();
        try (Connection connection = place.connect();
                PreparedStatement statement = connection.prepareStatement(upsert())) {
            connection.setAutoCommit(false);
            long begun = System.nanoTime();
            for (int n = 0; n < rows; n++) {
                bind(statement, row(run, n));
                statement.addBatch();
                if (n % batch == batch - 1 || n == rows - 1) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            return rows * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static String upsert() {
        List<String> columns = TABLE.columns().stream().map(Column::name).toList();
        List<String> changed = columns.stream()
                .filter(column -> !TABLE.key().contains(column))
                .map(column -> column + " = excluded." + column)
                .toList();
        return "insert into " + NAME + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") on conflict ("
                + String.join(", ", TABLE.key()) + ") do update set " + String.join(", ", changed);
    }

    private void bind(PreparedStatement statement, Map<String, @Nullable Object> row) throws SQLException {
        int type = place.postgres() ? Types.OTHER : Types.VARCHAR;
        int at = 1;
        for (Column column : TABLE.columns()) {
            Object value = row.get(column.name());
            if (value == null) {
                statement.setNull(at++, type);
            } else {
                statement.setObject(at++, value.toString(), type);
            }
        }
    }

    private static String run() {
        return "bench" + System.nanoTime();
    }

    private static Map<String, @Nullable Object> row(String run, int number) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("run", run);
        row.put(ASIN, "B" + Integer.toHexString(number * 0x9E3779B1));
        row.put("url", "https://shop.example/product/" + number);
        row.put("title", "Product number " + number);
        row.put("price", 19.99);
        row.put("currency", "EUR");
        row.put("list_price", null);
        row.put("availability", "InStock");
        row.put("lane", "inline");
        row.put("milliseconds", 12L);
        row.put("bytes", 20_345L + number);
        row.put("fetched", "2026-11-22T04:00:00Z");
        row.put("problem", null);
        return row;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("drop table if exists " + NAME);
        }
    }
}
