package dev.trawl.app.jobfile;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Sizes;
import dev.trawl.core.TableSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a job file that say how a command works its items, wherever they stand. */
final class CommandKeys {
    /** The greatest weight. */
    static final int WEIGHT_MAX = 1_000;

    /** Items, and so processes, at once where the job says nothing: a process costs more than a request. */
    private static final int CONCURRENCY = 4;

    private static final String STORE = "/store";

    private CommandKeys() {}

    /** Whether a command works the items. */
    static boolean of(JsonNode tree) {
        return tree.path("work").has(JobLanguage.COMMAND);
    }

    /** Items at once where the job says nothing. */
    static int concurrency(JsonNode tree) {
        return of(tree) ? CONCURRENCY : Limits.DEFAULT.concurrency();
    }

    /** What the worker {@code command} is given: itself, its environment and limits, the table that rows go to, and the folder of objects. */
    static ObjectNode settings(JsonNode tree) {
        ObjectNode settings = Json.object();
        settings.set(JobLanguage.COMMAND, tree.path("work").path(JobLanguage.COMMAND));
        Optional.ofNullable(tree.path("work").get("env")).ifPresent(env -> settings.set("env", env));
        JsonNode limits = tree.path("limits");
        Stream.of("memory", "disk")
                .filter(limits::has)
                .forEach(name -> settings.put(name, Sizes.parse(limits.get(name).stringValue())));
        Optional.ofNullable(limits.get("weight")).ifPresent(weight -> settings.set("weight", weight));
        table(tree).ifPresent(name -> settings.put("table", name));
        settings.set("objects", tree.path("job"));
        return settings;
    }

    /** What the closing command is given: itself, its environment, memory and time; nothing where there is none. */
    static JsonNode closing(JsonNode tree) {
        JsonNode close = tree.path("close");
        if (!close.has(JobLanguage.COMMAND)) {
            return close.path(JobLanguage.COMMAND);
        }
        ObjectNode settings = Json.object();
        Stream.of(JobLanguage.COMMAND, "env", "timeout")
                .filter(close::has)
                .forEach(name -> settings.set(name, close.get(name)));
        return settings;
    }

    /** The table that rows go to which name none: one of Trawl's own, or of another database. */
    private static Optional<String> table(JsonNode tree) {
        return own(tree)
                .or(() -> text(tree, STORE + "/jdbc/table").map(name -> name.substring(name.lastIndexOf('.') + 1)));
    }

    private static Optional<String> own(JsonNode tree) {
        return text(tree, STORE + "/table");
    }

    private static Optional<String> text(JsonNode tree, String pointer) {
        return Optional.of(tree.at(pointer).asString("")).filter(text -> !text.isEmpty());
    }

    /** That table, where the job does not say what it holds: its rows do. Empty where it is declared, or there is none. */
    static Optional<TableSpec> undeclared(Document document, List<TableSpec> declared, List<Problem> problems) {
        Optional<String> name = own(document.tree());
        if (name.isEmpty() || declared.stream().anyMatch(table -> table.name().equals(name.get()))) {
            return Optional.empty();
        }
        List<String> key = names(document.tree().at(STORE + "/key"));
        if (key.isEmpty()) {
            problems.add(Problem.error(
                    document.key(STORE + "/table"),
                    "store names the table " + name.get() + ", and nothing says what names its rows; add key to store,"
                            + " such as key: item, or declare it in tables"
                            + ClosestWord.hint(
                                    name.get(),
                                    declared.stream().map(TableSpec::name).toList())));
            return Optional.empty();
        }
        return Optional.of(new TableSpec(
                name.get(),
                key,
                key.stream()
                        .map(column -> new TableSpec.Column(column, ColumnType.ANY))
                        .toList()));
    }

    private static List<String> names(JsonNode key) {
        return key.isString()
                ? List.of(key.stringValue())
                : key.valueStream().map(JsonNode::stringValue).toList();
    }

    /** What of the lane contradicts the worker, or has no effect. */
    static void lane(Document document, List<Problem> problems) {
        String pointer = "/work/lane";
        String lane = document.tree().at(pointer).asString("");
        if (of(document.tree())) {
            if (lane.equals("inline") || lane.equals("browser")) {
                problems.add(Problem.error(
                        document.value(pointer),
                        "a command works in the lane process, got: " + lane + "; leave lane out, or write process"));
            }
        } else if (!lane.isEmpty()) {
            problems.add(Problem.note(
                    document.key(pointer), "work.lane is checked and kept, but has no effect in this version"));
        }
    }

    /**
     * The file of a job whose command names files beside it, as it is kept: a worker begins in a folder of its own, and
     * a run may go on from anywhere. A word that is the path of a file below the job's folder becomes its whole path.
     */
    static JsonNode placed(JsonNode tree, Path folder) {
        JsonNode worker = placed(tree, "work", folder);
        return placed(worker, "close", folder);
    }

    private static JsonNode placed(JsonNode tree, String part, Path folder) {
        if (!tree.isObject() || !tree.path(part).path(JobLanguage.COMMAND).isArray()) {
            return tree;
        }
        ObjectNode placed = ((ObjectNode) tree).deepCopy();
        ArrayNode words = JsonNodeFactory.instance.arrayNode();
        boolean program = true;
        for (JsonNode word : placed.at("/" + part + "/" + JobLanguage.COMMAND)) {
            // A program without a slash is looked for on the path, as everywhere.
            boolean named = word.isString() && (!program || word.stringValue().contains("/"));
            words.add(named ? Json.tree(placed(word.stringValue(), folder)) : word);
            program = false;
        }
        ((ObjectNode) placed.path(part)).set(JobLanguage.COMMAND, words);
        return placed;
    }

    private static String placed(String word, Path folder) {
        try {
            Path file = folder.toAbsolutePath().resolve(word).normalize();
            return !word.isEmpty() && Files.isRegularFile(file) ? file.toString() : word;
        } catch (InvalidPathException e) {
            return word;
        }
    }
}
