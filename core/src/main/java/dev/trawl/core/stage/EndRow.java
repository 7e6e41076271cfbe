package dev.trawl.core.stage;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Counts;
import dev.trawl.core.Metered;
import dev.trawl.core.Row;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.cost.Billing;
import dev.trawl.core.cost.Platform;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import dev.trawl.core.port.Recount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one row of a run that {@code close} writes: the numbers of its summary. */
public final class EndRow {
    private static final String CURRENCY = "currency";

    private EndRow() {}

    /** The table of such rows. */
    public static TableSpec table(String name) {
        List<Column> columns = new ArrayList<>();
        add(columns, ColumnType.TEXT, "run", "job", "state");
        add(columns, ColumnType.INSTANT, "started", "finished");
        add(columns, ColumnType.NUMBER, "seconds");
        add(columns, ColumnType.INTEGER, "listed", "done", "dead", "cancelled", "attempts");
        add(columns, ColumnType.INTEGER, "requests", "retries", "bytes", "sent", "received");
        add(columns, ColumnType.INTEGER, "rows", "objects", "stored");
        add(columns, ColumnType.TEXT, "lane");
        add(columns, ColumnType.NUMBER, "lane_seconds", "machine_seconds", "cost");
        add(columns, ColumnType.NUMBER, "queue_seconds", "store_seconds", "browser_seconds");
        add(columns, ColumnType.TEXT, CURRENCY);
        return new TableSpec(name, List.of("run"), columns);
    }

    private static void add(List<Column> columns, ColumnType type, String... names) {
        for (String name : names) {
            columns.add(new Column(name, type));
        }
    }

    /**
     * A run as it ended.
     *
     * @param recount of what is Trawl's own
     * @param elsewhere rows in tables of others, by their names
     */
    record Ended(RunView run, Recount recount, Map<String, Long> elsewhere, RunState end, Instant finished) {
        /** The same run, failed. */
        Ended failed() {
            return new Ended(run, recount, elsewhere, RunState.FAILED, finished);
        }

        /** Rows written, wherever they lie. */
        private long rows() {
            return Stream.of(recount.rows(), elsewhere)
                    .flatMap(rows -> rows.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    static Row of(String table, Ended ended, Prices prices) {
        RunView run = ended.run();
        Recount recount = ended.recount();
        Use use = Use.of(run, recount);
        Counts counts = recount.counts();
        Stats stats = recount.stats();
        Metered metered = run.metered();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("run", run.id().text());
        columns.put("job", run.job());
        columns.put("state", ended.end().word());
        columns.put("started", run.started());
        columns.put("finished", ended.finished());
        columns.put("seconds", seconds(Duration.between(run.started(), ended.finished())));
        columns.put("listed", counts.listed());
        columns.put("done", counts.done());
        columns.put("dead", counts.dead());
        columns.put("cancelled", counts.cancelled());
        columns.put("attempts", metered.attempts());
        columns.put("requests", stats.requests());
        columns.put("retries", stats.retries());
        columns.put("bytes", stats.bytes());
        columns.put("sent", stats.sent());
        columns.put("received", stats.received());
        columns.put("rows", ended.rows());
        columns.put("objects", recount.objects());
        columns.put("stored", recount.stored());
        columns.put("lane", use.lane().word());
        columns.put("lane_seconds", seconds(metered.laneTime()));
        columns.put("machine_seconds", seconds(metered.machineTime()));
        columns.put("queue_seconds", seconds(metered.queueTime()));
        columns.put("store_seconds", seconds(metered.storeTime()));
        columns.put("browser_seconds", seconds(use.browserTime()));
        columns.put("cost", Billing.of(Platform.MACHINE, use, prices).total());
        columns.put(CURRENCY, prices.currency());
        return new Row(table, columns);
    }

    /** To the millisecond. */
    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).setScale(3, RoundingMode.HALF_UP);
    }
}
