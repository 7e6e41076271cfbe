package dev.trawl.core.stage;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.StoredObject;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkingRun;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One attempt at an item: collects what it wants to have happened. */
final class Attempt implements ItemContext {
    private final Ledger ledger;
    private final WorkingRun run;
    private final OpenItem open;
    private final Instant deadline;
    private final List<Row> rows = new ArrayList<>();
    private final List<StoredObject> objects = new ArrayList<>();
    private final List<Item> emitted = new ArrayList<>();
    private final AtomicReference<Stats> used = new AtomicReference<>(Stats.NONE);
    private final Map<String, Json> kept;

    Attempt(Ledger ledger, WorkingRun run, OpenItem open, Instant deadline) {
        this.ledger = ledger;
        this.run = run;
        this.open = open;
        this.deadline = deadline;
        this.kept = open.kept().isEmpty() ? new ConcurrentHashMap<>() : new ConcurrentHashMap<>(open.kept());
    }

    /** Everything collected, for an attempt that ended the item. */
    Effects effects() {
        boolean none = rows.isEmpty() && objects.isEmpty() && emitted.isEmpty();
        return none ? used() : new Effects(rows, objects, emitted, used.get());
    }

    /** Drops what an attempt that broke had wanted to happen. */
    void forget() {
        rows.clear();
        objects.clear();
        emitted.clear();
    }

    /** What was used, for an attempt whose other effects are dropped. */
    Effects used() {
        return Effects.used(used.get());
    }

    @Override
    public RunId run() {
        return run.id();
    }

    @Override
    public int attempt() {
        return open.attempts() + 1;
    }

    @Override
    public boolean lastAttempt() {
        return attempt() >= run.rules().retry().attempts();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Duration timeout() {
        return run.rules().limits().timeout();
    }

    @Override
    public int perHost() {
        return run.rules().limits().perHost();
    }

    @Override
    public void row(Row row) {
        RowCheck.check(RowCheck.table(run.job(), row.table()), row.columns());
        rows.add(row);
    }

    @Override
    public void row(String table, ObjectNode columns) {
        TableSpec spec = RowCheck.table(run.job(), table);
        Map<String, @Nullable Object> read = RowReader.read(spec, columns);
        RowCheck.check(spec, read);
        rows.add(new Row(table, read));
    }

    @Override
    public void object(StoredObject object) {
        objects.add(object);
    }

    @Override
    public void emit(Item item) {
        emitted.add(item);
    }

    @Override
    public boolean listed(String key) {
        return ledger.listed(run.id(), key);
    }

    @Override
    public void count(Measure measure, long amount) {
        used.updateAndGet(stats -> stats.plus(measure, amount));
    }

    @Override
    public Json once(String name, Step step) throws IOException, InterruptedException {
        Json before = kept.get(name);
        if (before != null) {
            return before;
        }
        Json result = step.run();
        ledger.keep(run.id(), open, name, result);
        kept.put(name, result);
        return result;
    }
}
