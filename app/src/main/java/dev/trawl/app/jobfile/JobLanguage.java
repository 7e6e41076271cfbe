package dev.trawl.app.jobfile;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Limits;
import dev.trawl.core.Retry;
import dev.trawl.core.Triggers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The keys of a job file: their types, ranges and meaning. The only such list: the reader, its messages and the
 * schema for editors follow it.
 */
final class JobLanguage {
    /** The kinds of input. */
    static final List<String> INPUT_TYPES =
            List.of("text", "integer", "truth", "choice", "duration", "durations", "size", "list", "json");

    private static final List<String> KINDS = List.of("new", "changed");

    /** The source that is what a run is started with. */
    static final String BODY = "body";

    /** The worker that is a program. */
    static final String COMMAND = "command";

    /** Sources of the language; those that are not installed are accepted with a note. */
    static final Set<String> SOURCES = Set.of(JobLanguage.BODY, "feeds", "jdbc", "pages", "subscribers");

    /** Workers of the language. */
    static final Set<String> WORKERS =
            Set.of("call", JobLanguage.COMMAND, "feed", "object", "offer", "page", "webhook");

    /** Those of them whose settings may name fields of an item in braces. */
    static final Set<String> WORKERS_WITH_FIELDS = Set.of("page");

    private static final String NOT_YET = " is checked and kept, but has no effect in this version";
    private static final Shape TEXT = Forms.TEXT;
    private static final Shape NAMES =
            new Shape.Either(List.of(Forms.SNAKE_NAME, new Shape.Listed(Forms.SNAKE_NAME, 1)));

    private JobLanguage() {}

    /** The shape of a file, with the sources and workers that are installed. */
    static Shape.Keyed file(Providers providers) {
        return keyed(
                "the file",
                key("job", Forms.JOB_NAME, "Names the job; commands and other jobs call it so.")
                        .mustBeThere(),
                key("about", TEXT, "One sentence for people."),
                key("on", on(), "What starts a run, besides trawl run."),
                key("inputs", new Shape.Named("an input", Forms.SNAKE_NAME, input()), "What a caller may say."),
                key("source", source(providers), "What yields the items.").mustBeThere(),
                key("work", work(providers), "What works each item.").mustBeThere(),
                key("limits", limits(), "How much a run may use at once."),
                key("retry", retry(), "When a failed item is tried again."),
                key("tolerate", tolerate(), "How many dead items a run bears before it fails; any number by default."),
                key("chunk", chunk(), "How many items are delivered together; auto learns it."),
                key("tables", new Shape.Named("a table", Forms.SNAKE_NAME, table()), "The tables that the job writes."),
                key(
                        "publish",
                        publish(),
                        "Tells topics of every run that starts and of how it ended, or of each outcome."),
                key("notify", tell(), "Who is posted a message for every item that has ended, and one at the end."),
                key(
                        "store",
                        store("store"),
                        "Where rows go that the worker names no table for, or that another database keeps."),
                key("close", store("close"), "Where the closing step writes one row a run."),
                key("resume", new Shape.Truth(), "Whether trawl run first goes on with what earlier runs left undone."),
                key("keep", Forms.KEEP, "How long finished runs are kept; their rows and objects stay."));
    }

    private static Shape on() {
        return keyed(
                "on",
                key("http", http(), "A route of the HTTP API."),
                key("schedule", ScheduleForm.SHAPE, "Instants at which a run starts."),
                key("topic", Forms.TOPIC_NAME, "A run for every message of this topic."),
                key("finished", finished(), "A run when another job's run has ended."),
                key("change", change(), "A run when rows of a table change."));
    }

    private static Shape publish() {
        return new Shape.Either(List.of(
                Forms.TOPIC_NAME,
                keyed(
                        "publish",
                        key("runs", Forms.TOPIC_NAME, "Is told of every run that starts, and of how it ended."),
                        key("outcomes", Forms.TOPIC_NAME, "Is told of every item that has ended."))));
    }

    private static Shape tell() {
        return keyed(
                "notify",
                key("url", TEXT, "Where messages are posted; a run whose input leaves it out posts none.")
                        .mustBeThere(),
                key("secret", TEXT, "What they are signed with: whsec_ and base64; else the data folder's key."),
                key("table", Forms.SNAKE_NAME, "The table whose row tells of an item; else its key and state do."),
                key("item", TEXT, "The type of the messages about items; item.ended by default."),
                key("run", TEXT, "The type of the message about the run; run.closed by default."));
    }

    private static Shape http() {
        return keyed(
                "on.http",
                key("route", Forms.ROUTE, "Method and path; a part in braces is an input.")
                        .mustBeThere(),
                key("wait", Forms.DURATION, "How long the answer waits for the run's end."));
    }

    private static Shape finished() {
        return keyed(
                "on.finished",
                key("job", Forms.JOB_NAME, "The job whose runs are waited for.").mustBeThere(),
                key(
                        "when",
                        new Shape.Word(List.of("succeeded", "failed", "any")),
                        "How they must have ended; any by default."),
                key("if", Forms.CONDITION, "What must hold of their summary."));
    }

    private static Shape change() {
        return keyed(
                "on.change",
                key("table", Forms.SNAKE_NAME, "The table whose rows are meant.")
                        .mustBeThere(),
                key(
                        "kinds",
                        new Shape.Listed(new Shape.Word(KINDS), 1),
                        "What happens to a row: new, changed; both by default."),
                key(
                        "batch",
                        new Shape.Whole(1, Triggers.Change.BATCH_MAX),
                        "The most changes that one run is started with; 1000 by default."),
                key(
                        "inputs",
                        new Shape.Listed(Forms.SNAKE_NAME, 1),
                        "Inputs that are those of the run that made the changes."));
    }

    private static Shape input() {
        return keyed(
                "an input",
                key("type", new Shape.Word(INPUT_TYPES), "What it holds.").mustBeThere(),
                key("about", TEXT, "One sentence for people."),
                key("default", new Shape.Plain(), "What holds where the caller says nothing."),
                key("optional", new Shape.Truth(), "Whether it may be left out without a default."),
                key("min", new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE), "The least number."),
                key("max", new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE), "The greatest number."),
                key("words", new Shape.Listed(TEXT, 1), "The words of a choice."));
    }

    private static Shape source(Providers providers) {
        Set<String> names = names(SOURCES, providers.sources().keySet());
        return new Shape.Keyed(
                "source",
                names.stream()
                        .map(name ->
                                provider("source", name, providers.sources().keySet()))
                        .toList(),
                List.copyOf(names));
    }

    private static Shape work(Providers providers) {
        Set<String> names = names(WORKERS, providers.workers().keySet());
        List<Shape.Key> keys = Stream.concat(
                        names.stream()
                                .map(name -> provider(
                                        "worker", name, providers.workers().keySet())),
                        Stream.of(
                                key(
                                        "env",
                                        new Shape.Named("a variable", Forms.VARIABLE, TEXT),
                                        "What a command finds in its environment."),
                                key(
                                        "lane",
                                        new Shape.Word(List.of("auto", "inline", "process", "browser")),
                                        "Where it runs; a command in processes of its own.")))
                .toList();
        return new Shape.Keyed("work", keys, List.copyOf(names));
    }

    private static Shape.Key provider(String kind, String name, Set<String> installed) {
        Shape.Key provider = name.equals(COMMAND)
                ? key(name, new Shape.Listed(TEXT, 1), "A program and its arguments that work items.")
                : key(name, new Shape.Settings(), "The " + kind + " " + name + " with its settings.");
        return installed.contains(name) || name.equals(BODY)
                ? provider
                : provider.later("the " + kind + " " + name
                        + " is checked and kept, but trawl run cannot run it in this version");
    }

    private static Shape limits() {
        Shape places = new Shape.Whole(1, Limits.CONCURRENCY_MAX);
        return keyed(
                "limits",
                key("concurrency", places, "Items at once."),
                key("perHost", places, "Items asking one host at once."),
                key("timeout", Forms.DURATION, "One item's request with its redirects and body."),
                key("deadline", Forms.DURATION, "How long a delivery may last."),
                key("memory", Forms.SIZE, "What one worker process and all that it starts may have."),
                key("disk", Forms.SIZE, "What the folder of a worker process, and each file that it writes, may hold."),
                key(
                        "weight",
                        new Shape.Whole(1, CommandKeys.WEIGHT_MAX),
                        "How much of the memory for workers is due to it."));
    }

    private static Shape retry() {
        return keyed(
                "retry",
                key(
                        "attempts",
                        new Shape.Whole(1, Retry.ATTEMPTS_MAX),
                        "How often an item is tried, with the first time."),
                key("backoff", Forms.BACKOFF, "The first and the longest wait; waits grow fourfold."),
                key("patience", Forms.DURATION, "The longest wait asked for that is waited for; 1h by default."));
    }

    private static Shape tolerate() {
        return new Shape.Keyed(
                "tolerate",
                List.of(
                        key("items", new Shape.Whole(0, Long.MAX_VALUE), "So many dead items."),
                        key("percent", new Shape.Decimal(0, 100), "Such a share of the items listed.")),
                List.of("items", "percent"));
    }

    private static Shape chunk() {
        return new Shape.Either(
                List.of(new Shape.Word(List.of("auto")), new Shape.Whole(1, ChunkSize.Fixed.ITEMS_MAX)));
    }

    private static Shape table() {
        // What rows bring is for tables that nobody declares.
        List<String> types = Arrays.stream(ColumnType.values())
                .filter(type -> type != ColumnType.ANY)
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
        return keyed(
                "a table",
                key("key", NAMES, "The columns that name a row.").mustBeThere(),
                key(
                                "columns",
                                new Shape.Named("a column", Forms.SNAKE_NAME, column(types)),
                                "Its columns and their types.")
                        .mustBeThere(),
                key("index", NAMES, "Columns by whose value rows are found without reading the others."));
    }

    private static Shape column(List<String> types) {
        Shape.Word type = new Shape.Word(types);
        return new Shape.Either(List.of(
                type,
                keyed(
                        "a column",
                        key("type", type, "What it holds.").mustBeThere(),
                        key("default", new Shape.Plain(), "What a row has that is new and does not name it."))));
    }

    private static Shape store(String what) {
        Shape.Key own = key("table", Forms.SNAKE_NAME, "A table of Trawl's own.");
        return new Shape.Keyed(
                what,
                List.of(
                        what.equals("close") ? own.later("close.table" + NOT_YET) : own,
                        key("jdbc", new Shape.Settings(), "A table of another database, named in full."),
                        key("key", NAMES, "The columns that name a row.")),
                List.of("table", "jdbc"));
    }

    private static Shape.Keyed keyed(String what, Shape.Key... keys) {
        return new Shape.Keyed(what, List.of(keys), List.of());
    }

    private static Shape.Key key(String name, Shape shape, String about) {
        return Shape.Key.of(name, shape, about);
    }

    private static Set<String> names(Set<String> language, Set<String> installed) {
        Set<String> names = new TreeSet<>(language);
        names.addAll(installed);
        return names;
    }
}
