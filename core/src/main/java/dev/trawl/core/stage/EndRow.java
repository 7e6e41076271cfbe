package dev.trawl.core.stage;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Cost;
import dev.trawl.core.Counts;
import dev.trawl.core.Row;
import dev.trawl.core.RunState;
import dev.trawl.core.RunView;
import dev.trawl.core.TableSpec;
import dev.trawl.core.TableSpec.Column;
import dev.trawl.core.port.Recount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one row of a run that {@code close} writes: the numbers of its summary. */
public final class EndRow {
    private EndRow() {}

    /** The table of such rows. */
    public static TableSpec table(String name) {
        return new TableSpec(
                name,
                List.of("run"),
                List.of(
                        new Column("run", ColumnType.TEXT),
                        new Column("job", ColumnType.TEXT),
                        new Column("state", ColumnType.TEXT),
                        new Column("started", ColumnType.INSTANT),
                        new Column("finished", ColumnType.INSTANT),
                        new Column("seconds", ColumnType.NUMBER),
                        new Column("listed", ColumnType.INTEGER),
                        new Column("done", ColumnType.INTEGER),
                        new Column("dead", ColumnType.INTEGER),
                        new Column("cancelled", ColumnType.INTEGER),
                        new Column("requests", ColumnType.INTEGER),
                        new Column("retries", ColumnType.INTEGER),
                        new Column("bytes", ColumnType.INTEGER),
                        new Column("lane_seconds", ColumnType.NUMBER),
                        new Column("cost", ColumnType.NUMBER),
                        new Column("currency", ColumnType.TEXT)));
    }

    static Row of(RunView run, Recount recount, RunState end, Instant finished) {
        Duration lasted = Duration.between(run.started(), finished);
        Counts counts = recount.counts();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("run", run.id().text());
        columns.put("job", run.job());
        columns.put("state", end.word());
        columns.put("started", run.started());
        columns.put("finished", finished);
        columns.put("seconds", seconds(lasted));
        columns.put("listed", counts.listed());
        columns.put("done", counts.done());
        columns.put("dead", counts.dead());
        columns.put("cancelled", counts.cancelled());
        columns.put("requests", recount.stats().requests());
        columns.put("retries", recount.stats().retries());
        columns.put("bytes", recount.stats().bytes());
        columns.put("lane_seconds", seconds(recount.worked()));
        columns.put("cost", Cost.of(lasted));
        columns.put("currency", Cost.CURRENCY);
        return new Row("", columns);
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }
}
