package dev.trawl.testkit;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.SourceContext;
import dev.trawl.core.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attempt at an item, or at a page, without an engine: collects what the worker wants to have happened. What is
 * kept and counted goes on in the next attempt. For one thread.
 */
public final class FakeAttempt implements ItemContext, SourceContext {
    /** When it is made. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final int number;
    private final int attempts;
    private final Map<String, Json> kept;
    private final Map<Measure, Long> counted;
    private final Map<String, List<Map<String, @Nullable Object>>> rows = new LinkedHashMap<>();
    private final List<Row> written = new ArrayList<>();
    private final List<StoredObject> objects = new ArrayList<>();
    private final List<Item> emitted = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private Instant deadline = Instant.MAX;

    private FakeAttempt(int number, int attempts, Map<String, Json> kept, Map<Measure, Long> counted) {
        this.number = number;
        this.attempts = attempts;
        this.kept = kept;
        this.counted = counted;
    }

    /** The first of so many. */
    public static FakeAttempt first(int attempts) {
        return new FakeAttempt(1, attempts, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /** The one after this one. */
    public FakeAttempt next() {
        return new FakeAttempt(number + 1, attempts, kept, counted);
    }

    /** The same once more, as after a crash or a rest. */
    public FakeAttempt again() {
        return new FakeAttempt(number, attempts, kept, counted);
    }

    /** With another deadline. */
    public FakeAttempt until(Instant instant) {
        deadline = instant;
        return this;
    }

    /** In a run that has an item of this key. */
    public FakeAttempt beside(String key) {
        listed.add(key);
        return this;
    }

    /** The rows of a table, in the order they were written. */
    public List<Map<String, @Nullable Object>> rows(String table) {
        return rows.getOrDefault(table, List.of());
    }

    /** All rows, in the order they were written. */
    public List<Row> written() {
        return written;
    }

    /** Objects of the outcome. */
    public List<StoredObject> objects() {
        return objects;
    }

    /** Items that were added. */
    public List<Item> emitted() {
        return emitted;
    }

    /** What was counted, over all attempts. */
    public long counted(Measure measure) {
        return counted.getOrDefault(measure, 0L);
    }

    @Override
    public RunId run() {
        return new RunId("test");
    }

    @Override
    public int attempt() {
        return number;
    }

    @Override
    public boolean lastAttempt() {
        return number >= attempts;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public int perHost() {
        return 8;
    }

    @Override
    public void row(Row row) {
        written.add(row);
        rows.computeIfAbsent(row.table(), name -> new ArrayList<>()).add(new LinkedHashMap<>(row.columns()));
    }

    @Override
    public void row(String table, ObjectNode columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        columns.properties().forEach(cell -> row.put(cell.getKey(), cell.getValue()));
        row(table, row);
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
        return listed.contains(key);
    }

    @Override
    public Json once(String name, Step step) throws IOException, InterruptedException {
        Json before = kept.get(name);
        if (before != null) {
            return Json.ofUtf8(before.utf8());
        }
        Json result = step.run();
        kept.put(name, result);
        return result;
    }

    @Override
    public void count(Measure measure, long amount) {
        counted.merge(measure, amount, Long::sum);
    }
}
