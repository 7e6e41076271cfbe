package dev.trawl.systems.extract;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.ColumnType;
import dev.trawl.core.TableSpec;
import dev.trawl.core.WorkerProvider.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a job: for each column one or more, of which the first that finds something counts. Safe for any number
 * of threads.
 *
 * @param columns by name, in order
 */
public record Extraction(Map<String, List<Rule>> columns) {
    /** No rules. */
    public static final Extraction NONE = new Extraction(Map.of());

    /**
     * Reads {@code extract: {COLUMN: RULE}}, or {@code {COLUMN: [RULE, RULE]}}.
     *
     * @throws IllegalArgumentException at the first rule that makes no sense
     */
    public static Extraction of(JsonNode extract) {
        Map<String, List<Rule>> columns = new LinkedHashMap<>();
        extract.properties().forEach(entry -> columns.put(entry.getKey(), rules(entry.getValue())));
        return new Extraction(columns);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return columns.isEmpty();
    }

    /** What the rules take out of a page, by column; columns of which nothing was found are left out. */
    public Map<String, Object> apply(Subject page) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach((name, rules) -> rules.stream()
                .flatMap(rule -> rule.apply(page).stream())
                .findFirst()
                .ifPresent(value -> values.put(name, value)));
        return values;
    }

    /**
     * Everything that is wrong with some rules.
     *
     * @param table that the columns belong to; empty where it is not known
     */
    public static List<Mistake> mistakes(JsonNode extract, String pointer, Optional<TableSpec> table) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : extract.properties()) {
            String at = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            try {
                List<Rule> rules = rules(entry.getValue());
                table.flatMap(columns -> unfit(entry.getKey(), rules, columns))
                        .ifPresent(message -> mistakes.add(new Mistake(at, message)));
            } catch (IllegalArgumentException e) {
                mistakes.add(new Mistake(at, "the rule of " + entry.getKey() + " " + e.getMessage()));
            }
        }
        return mistakes;
    }

    private static Optional<String> unfit(String name, List<Rule> rules, TableSpec table) {
        List<String> names =
                table.columns().stream().map(TableSpec.Column::name).toList();
        Optional<ColumnType> type = table.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(TableSpec.Column::type)
                .findFirst();
        if (type.isEmpty()) {
            return Optional.of("table " + table.name() + " has no column " + name + "; add it to the table"
                    + ClosestWord.hint(name, names));
        }
        return rules.stream()
                .filter(rule -> rule.type() != type.get())
                .findFirst()
                .map(rule -> "the rule of " + name + " gives " + rule.type() + ", and the column is " + type.get()
                        + "; change one of them");
    }

    private static List<Rule> rules(JsonNode written) {
        if (written.isArray() && !written.isEmpty()) {
            return written.valueStream().map(Extraction::rule).toList();
        }
        return List.of(rule(written));
    }

    private static Rule rule(JsonNode written) {
        if (!written.isString()) {
            throw new IllegalArgumentException("takes text such as \"css: h1\", or a list of such, found " + written);
        }
        return Rule.of(written.stringValue());
    }
}
