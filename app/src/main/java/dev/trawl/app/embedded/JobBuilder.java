package dev.trawl.app.embedded;

import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Services;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkerProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job in Java. It says the same as a job file does, with the same words and the same standard values; what lists and what
 * works may be ready-made, or written in Java with types. Whatever is wrong is told when {@link Trawl} is opened with it. For one thread.
 *
 * @param <T> of an item, as the job's own source and worker see it
 */
public final class JobBuilder<T> {
    private final ObjectNode file = Json.object();
    private final Class<T> type;
    private @Nullable BiFunction<Input, Services, dev.trawl.core.Source> source;
    private @Nullable BiFunction<Input, Services, dev.trawl.core.Worker> worker;
    private Optional<Function<T, String>> host = Optional.empty();
    private Optional<Closing> closing = Optional.empty();

    private JobBuilder(String name, Class<T> type) {
        this.type = type;
        file.put("job", name);
    }

    /**
     * A job whose source and worker are ready-made.
     *
     * @param name lower-case words with hyphens
     */
    public static JobBuilder<JsonNode> job(String name) {
        return new JobBuilder<>(name, JsonNode.class);
    }

    /**
     * A job of items of a type.
     *
     * @param name lower-case words with hyphens
     * @param type a record mostly: what Jackson writes as JSON and reads again
     */
    public static <T> JobBuilder<T> job(String name, Class<T> type) {
        return new JobBuilder<>(name, type);
    }

    /**
     * A job that is as a ready-made one, but for its name, for what starts it, and for what is said of it here.
     *
     * @throws dev.trawl.app.jobfile.InvalidJob where there is no ready-made job of that name
     */
    public static JobBuilder<JsonNode> like(String readyMade, String name) {
        Job job = new Jobs(new JobFileReader(Providers.installed()), Optional.empty()).find(readyMade);
        JobBuilder<JsonNode> builder = job(name);
        builder.file.setAll((ObjectNode) job.definition().tree().deepCopy());
        builder.file.remove("on");
        return builder.set("job", name);
    }

    /** Any part of a job file, as it is written there: {@code set("publish", "prices")}. */
    public JobBuilder<T> set(String key, Object value) {
        file.set(key, Json.tree(value));
        return this;
    }

    /** One sentence for people. */
    public JobBuilder<T> about(String sentence) {
        return set("about", sentence);
    }

    /** What a caller may say; the kinds are those of job files: {@code text}, {@code integer}, {@code list} and others. */
    public JobBuilder<T> input(String name, String kind) {
        return input(name, Map.of("type", kind, "optional", true));
    }

    /** What a caller may say, as a job file describes it: {@code Map.of("type", "integer", "default", 100)}. */
    public JobBuilder<T> input(String name, Map<String, ?> described) {
        return within("inputs", name, described);
    }

    /** A ready-made source; braces in its settings are filled with inputs. */
    public JobBuilder<T> source(String name, Map<String, ?> settings) {
        source = null;
        return set("source", Map.of(name, settings));
    }

    /**
     * A source of the job's own.
     *
     * @param key names an item, unique in its run: 1 to 8,192 bytes
     */
    public JobBuilder<T> source(Function<T, String> key, Source<T> own) {
        return sourceOf(key, (_, _) -> own);
    }

    /** The same, made for each run from its input. */
    public JobBuilder<T> sourceOf(Function<T, String> key, BiFunction<Input, Services, Source<T>> maker) {
        source = maker.andThen(own -> Typed.source(key, own));
        return this;
    }

    /** A ready-made worker; braces in its settings are filled with inputs. */
    public JobBuilder<T> work(String name, Map<String, ?> settings) {
        worker = null;
        return set("work", Map.of(name, settings));
    }

    /** A worker of the job's own. */
    public JobBuilder<T> work(Worker<T> own) {
        return workOf((_, _) -> own);
    }

    /** The same, made for each run from its input and from what Trawl has: the fetcher, the object store and the like. */
    public JobBuilder<T> workOf(BiFunction<Input, Services, Worker<T>> maker) {
        worker = (input, services) -> Typed.worker(type, host, maker.apply(input, services));
        return this;
    }

    /** A table that the job writes, with one column that names a row. */
    public JobBuilder<T> table(String name, String key, TableSpec.Column... columns) {
        return table(name, List.of(key), columns);
    }

    /** A table that the job writes. */
    public JobBuilder<T> table(String name, List<String> key, TableSpec.Column... columns) {
        Map<String, String> types = new LinkedHashMap<>();
        for (TableSpec.Column column : columns) {
            types.put(column.name(), column.type().name().toLowerCase(Locale.ROOT));
        }
        return within("tables", name, Map.of("key", key, "columns", types));
    }

    /** One more column of a table that the job has, such as one that {@code extract} fills. */
    public JobBuilder<T> column(String table, String name, ColumnType type) {
        if (!(file.at("/tables/" + table + "/columns") instanceof ObjectNode columns)) {
            throw new IllegalArgumentException(
                    "The job " + name() + " has no table " + table + " yet; declare it first");
        }
        columns.put(name, type.name().toLowerCase(Locale.ROOT));
        return this;
    }

    /** Items at once. */
    public JobBuilder<T> concurrency(int items) {
        return within("limits", "concurrency", items);
    }

    /** Items asking one host at once. */
    public JobBuilder<T> perHost(int items) {
        return within("limits", "perHost", items);
    }

    /**
     * Items asking one host at once.
     *
     * @param of the host that an item of the job's own worker asks first
     */
    public JobBuilder<T> perHost(int items, Function<T, String> of) {
        host = Optional.of(of);
        return perHost(items);
    }

    /** How long one item's request may take, with its redirects and its body. */
    public JobBuilder<T> timeout(Duration time) {
        return within("limits", "timeout", text(time));
    }

    /**
     * When a failed item is tried again.
     *
     * @param attempts how often an item is tried, with the first time
     * @param first wait; each is four times the one before
     * @param longest wait
     */
    public JobBuilder<T> retry(int attempts, Duration first, Duration longest) {
        return set("retry", Map.of("attempts", attempts, "backoff", text(first) + ".." + text(longest)));
    }

    /** The run fails where more of its items than this are dead. */
    public JobBuilder<T> tolerate(long deadItems) {
        return set("tolerate", Map.of("items", deadItems));
    }

    /**
     * A run starts whenever a run of another job has ended.
     *
     * @param when {@code succeeded}, {@code failed} or {@code any}
     */
    public JobBuilder<T> after(String job, String when) {
        return within("on", "finished", Map.of("job", job, "when", when));
    }

    /** A run starts whenever a run of another job has ended, if something holds of its summary: {@code items.dead > 0}. */
    public JobBuilder<T> after(String job, String when, String condition) {
        return within("on", "finished", Map.of("job", job, "when", when, "if", condition));
    }

    /** A run starts at instants: five fields of cron, or {@code every 10m}; where {@link Setup#schedules} is asked for. */
    public JobBuilder<T> schedule(String instants) {
        return within("on", "schedule", instants);
    }

    /** A run starts for every message of a topic. */
    public JobBuilder<T> topic(String name) {
        return within("on", "topic", name);
    }

    /** What the program does when a run has worked its last item. */
    public JobBuilder<T> closing(Closing own) {
        closing = Optional.of(own);
        return this;
    }

    private JobBuilder<T> within(String part, String name, Object value) {
        ObjectNode parts = file.path(part) instanceof ObjectNode known ? known : file.putObject(part);
        parts.set(name, Json.tree(value));
        return this;
    }

    private static String text(Duration time) {
        return time.toMillis() + "ms";
    }

    /** The job's name. */
    String name() {
        return file.get("job").asString();
    }

    /**
     * Makes it again from a definition that a run of it was started with.
     *
     * @throws dev.trawl.app.jobfile.InvalidJob where no job can be made of it, with every problem
     */
    Job build(Json definition, Providers installed) {
        Job job = new JobFileReader(installed.with(ownSources(), ownWorkers())).pinned(name(), definition);
        return closing.map(own -> new Own.OfClosing(own).with(job)).orElse(job);
    }

    private List<SourceProvider> ownSources() {
        return source == null ? List.of() : List.of(new Own.OfSource(source));
    }

    private List<WorkerProvider> ownWorkers() {
        return worker == null ? List.of() : List.of(new Own.OfWorker(worker));
    }

    /** Makes it. */
    Job build(Providers installed) {
        if (host.isPresent() && worker == null) {
            throw new IllegalArgumentException(
                    "The job " + name()
                            + " names the hosts of its items, and its worker is ready-made and knows them; leave them out of perHost");
        }
        ObjectNode whole = file.deepCopy();
        Optional.ofNullable(source).ifPresent(_ -> whole.putObject("source").set(Providers.OWN, everyInput()));
        Optional.ofNullable(worker).ifPresent(_ -> whole.putObject("work").set(Providers.OWN, everyInput()));
        return build(Json.of(whole), installed);
    }

    /** What is the program's own is given the input as settings are. */
    private ObjectNode everyInput() {
        ObjectNode settings = Json.object();
        file.path("inputs").propertyNames().forEach(name -> settings.put(name, "{" + name + "}"));
        return settings;
    }
}
