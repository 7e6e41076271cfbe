package dev.trawl.app.jobfile;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import dev.trawl.core.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The tables that a job file declares. */
final class DeclaredTables {
    private final Document document;
    private final List<Problem> problems;
    private final String pointer;
    private final JsonNode table;

    private DeclaredTables(Document document, List<Problem> problems, String name) {
        this.document = document;
        this.problems = problems;
        this.pointer = Document.below("/tables", name);
        this.table = document.tree().at(pointer);
    }

    /** Those of a document that fits the shape, without those that contradict themselves. */
    static List<TableSpec> of(Document document, List<Problem> problems) {
        List<TableSpec> tables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : document.tree().path("tables").properties()) {
            new DeclaredTables(document, problems, entry.getKey())
                    .spec(entry.getKey())
                    .ifPresent(tables::add);
        }
        return tables;
    }

    private Optional<TableSpec> spec(String name) {
        int before = problems.size();
        List<TableSpec.Column> columns = new ArrayList<>();
        table.get("columns")
                .properties()
                .forEach(column -> column(column.getKey(), column.getValue()).ifPresent(columns::add));
        List<String> names = table.get("columns").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        List<String> key = known("key", "key column", names);
        List<String> index = known("index", "indexed column", names);
        return problems.size() == before ? Optional.of(new TableSpec(name, key, columns, index)) : Optional.empty();
    }

    private Optional<TableSpec.Column> column(String name, JsonNode column) {
        String word =
                column.isString() ? column.stringValue() : column.get("type").stringValue();
        Optional<String> standard = Optional.ofNullable(column.get("default"))
                .map(value ->
                        value.isString() ? value.stringValue() : Json.of(value).toString());
        try {
            return Optional.of(new TableSpec.Column(name, ColumnType.valueOf(word.toUpperCase(Locale.ROOT)), standard));
        } catch (IllegalArgumentException e) {
            String at = Document.below(pointer + "/columns", name) + "/default";
            problems.add(Problem.error(document.value(at), "the default of " + name + " " + e.getMessage()));
            return Optional.empty();
        }
    }

    private List<String> known(String what, String called, List<String> columns) {
        JsonNode names = table.path(what);
        String at = pointer + "/" + what;
        List<String> found = names.isString()
                ? List.of(names.stringValue())
                : names.valueStream().map(JsonNode::stringValue).toList();
        for (int n = 0; n < found.size(); n++) {
            if (!columns.contains(found.get(n))) {
                problems.add(Problem.error(
                        document.value(Document.below(at, n)),
                        called + " " + found.get(n) + " is no column of the table; columns are "
                                + String.join(", ", columns) + ClosestWord.hint(found.get(n), columns)));
            }
        }
        return found;
    }
}
