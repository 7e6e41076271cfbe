package dev.trawl.systems.reddit;

import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.RunId;
import dev.trawl.core.SourceContext;
import dev.trawl.core.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt, as the engine gives it; what is kept and counted is handed on to the next one. */
final class FakeContext implements ItemContext, SourceContext {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final int attempt;
    private final int attempts;
    private final Map<String, Json> kept;
    private final Map<Measure, Long> counted;
    private final List<Map<String, @Nullable Object>> posts = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> pictures = new ArrayList<>();
    private final List<StoredObject> objects = new ArrayList<>();
    private Instant deadline = NOW.plusSeconds(60);

    private FakeContext(int attempt, int attempts, Map<String, Json> kept, Map<Measure, Long> counted) {
        this.attempt = attempt;
        this.attempts = attempts;
        this.kept = kept;
        this.counted = counted;
    }

    /** The first of so many attempts. */
    static FakeContext first(int attempts) {
        return new FakeContext(1, attempts, new LinkedHashMap<>(), new EnumMap<>(Measure.class));
    }

    /** The attempt after this one. */
    FakeContext next() {
        return new FakeContext(attempt + 1, attempts, kept, counted);
    }

    /** The same attempt again, after a crash or a rest. */
    FakeContext again() {
        return new FakeContext(attempt, attempts, kept, counted);
    }

    /** With no time left. */
    FakeContext outOfTime() {
        deadline = NOW;
        return this;
    }

    /** The row of the table posts. */
    Map<String, @Nullable Object> post() {
        return posts.getLast();
    }

    /** The rows of the table posts. */
    List<Map<String, @Nullable Object>> posts() {
        return posts;
    }

    /** The rows of the table pictures. */
    List<Map<String, @Nullable Object>> pictures() {
        return pictures;
    }

    /** Keys of the objects of the outcome. */
    List<String> objects() {
        return objects.stream().map(StoredObject::key).toList();
    }

    long counted(Measure measure) {
        return counted.getOrDefault(measure, 0L);
    }

    @Override
    public RunId run() {
        return new RunId("test");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean lastAttempt() {
        return attempt >= attempts;
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
    public void row(String table, Map<String, ? extends @Nullable Object> columns) {
        (table.equals("posts") ? posts : pictures).add(new LinkedHashMap<>(columns));
    }

    @Override
    public void object(StoredObject object) {
        objects.add(object);
    }

    @Override
    public void emit(Item item) {
        throw new AssertionError("Nothing is emitted");
    }

    @Override
    public Json once(String name, Step step) throws IOException, InterruptedException {
        Json before = kept.get(name);
        if (before != null) {
            return before;
        }
        Json result = step.run();
        kept.put(name, result);
        return Json.ofUtf8(result.utf8());
    }

    @Override
    public void count(Measure measure, long amount) {
        counted.merge(measure, amount, Long::sum);
    }
}
