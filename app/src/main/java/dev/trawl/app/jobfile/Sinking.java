package dev.trawl.app.jobfile;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Input;
import dev.trawl.core.Job;
import dev.trawl.core.Services;
import dev.trawl.core.SinkProvider;
import dev.trawl.core.Sinks;
import dev.trawl.core.TableSpec;
import dev.trawl.core.port.Sink;
import dev.trawl.core.stage.EndRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a job file writes to other databases: {@code store: {jdbc: {..., table: NAME}}}, a table that {@code tables} declares,
 * and {@code close: {jdbc: {..., table: NAME}}}. And the table of Trawl's own that {@code close: {table: NAME}} names.
 */
final class Sinking {
    /** The one provider of other databases. */
    static final String JDBC = "jdbc";

    private final Providers providers;
    private final JsonNode store;
    private final JsonNode close;
    private final JsonNode told;
    private final List<TableSpec> declared;
    private final Optional<TableSpec> elsewhere;
    private final Optional<TableSpec> end;

    Sinking(Document document, Providers providers, List<TableSpec> declared, List<Problem> problems) {
        this.providers = providers;
        this.store = document.tree().at("/store/" + JDBC);
        this.close = document.tree().at("/close/" + JDBC);
        this.told = CommandKeys.closing(document.tree());
        this.declared = declared;
        this.elsewhere = store.isObject() ? find(document, problems) : Optional.empty();
        this.end = end(document, problems);
        if (close.isObject() && name(close).isEmpty()) {
            problems.add(Problem.error(
                    document.value("/close/" + JDBC), "close.jdbc names no table; add table: NAME to it"));
        }
    }

    /** Its columns are those of a run's end, so nobody else declares it. */
    private Optional<TableSpec> end(Document document, List<Problem> problems) {
        String pointer = "/close/table";
        JsonNode table = document.tree().at(pointer);
        if (!table.isString()) {
            return Optional.empty();
        }
        if (declared.stream().anyMatch(each -> each.name().equals(table.stringValue()))) {
            problems.add(Problem.error(
                    document.value(pointer),
                    "close names the table " + table.stringValue()
                            + ", which holds other rows; name one of its own, such as " + table.stringValue()
                            + "_runs"));
            return Optional.empty();
        }
        JsonNode key = document.tree().at("/close/key");
        if (!key.isMissingNode() && !key.toString().matches("\\[?\"run\"]?")) {
            problems.add(Problem.error(
                    document.value("/close/key"), "close writes one row a run, so its key is run; leave key out"));
        }
        return Optional.of(EndRow.table(table.stringValue()));
    }

    private Optional<TableSpec> find(Document document, List<Problem> problems) {
        String name = name(store);
        Optional<TableSpec> found =
                declared.stream().filter(table -> table.name().equals(name)).findFirst();
        List<String> names = declared.stream().map(TableSpec::name).toList();
        if (found.isEmpty()) {
            problems.add(Problem.error(
                    document.value("/store/" + JDBC + "/table"),
                    "store.jdbc names " + (name.isEmpty() ? "no table" : "the table " + name)
                            + "; name one that tables declares, with its key and columns"
                            + ClosestWord.hint(name, names)));
            return found;
        }
        JsonNode key = document.tree().at("/store/key");
        List<String> columns = key.isArray()
                ? key.valueStream().map(JsonNode::asString).toList()
                : key.isString() ? List.of(key.stringValue()) : found.get().key();
        if (!columns.equals(found.get().key())) {
            problems.add(Problem.error(
                    document.value("/store/key"),
                    "store.key is " + columns + ", and the key of table " + name + " is "
                            + found.get().key() + "; change one of them"));
        }
        return found;
    }

    /** A table's name without its schema. */
    private static String name(JsonNode settings) {
        String table = settings.path("table").asString("");
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** The tables that are Trawl's own. */
    List<TableSpec> own() {
        return Stream.concat(
                        declared.stream().filter(table -> elsewhere.isEmpty() || !table.equals(elsewhere.get())),
                        end.stream())
                .toList();
    }

    /** The one of them that a run's end leaves its row in. */
    Optional<TableSpec> end() {
        return end;
    }

    /** What is written elsewhere. */
    Job.Elsewhere elsewhere() {
        return new Job.Elsewhere(
                elsewhere,
                (input, services) -> new Sinks(
                        elsewhere.map(
                                table -> provider(JDBC, table).open(filled(store, input, services), table, services)),
                        ends(input, services)));
    }

    private List<Sink> ends(Input input, Services services) {
        List<Sink> ends = new ArrayList<>();
        // First the one that may refuse the end: what the other one says of it is how it ended.
        if (told.isObject()) {
            ends.add(end(JobLanguage.COMMAND, told, EndRow.table("told"), input, services));
        }
        if (close.isObject()) {
            ends.add(end(JDBC, close, EndRow.table(name(close)), input, services));
        }
        return ends;
    }

    private Sink end(String name, JsonNode settings, TableSpec table, Input input, Services services) {
        return provider(name, table).openEnds(filled(settings, input, services), table, services);
    }

    private static JsonNode filled(JsonNode settings, Input input, Services services) {
        return Templates.fill(settings, input, services);
    }

    private SinkProvider provider(String name, TableSpec table) {
        SinkProvider provider = providers.sinks().get(name);
        if (provider == null) {
            throw new IllegalArgumentException("The job writes to table " + table.name()
                    + ", which this version cannot; use one that has the sink " + name);
        }
        return provider;
    }
}
