package dev.trawl.systems.extract;

import dev.trawl.core.ColumnType;
import dev.trawl.core.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One rule: {@code css: .price | money}. Safe for any number of threads.
 *
 * @param type of what it gives
 */
record Rule(Finder finder, List<Filter> filters, ColumnType type) {
    Rule {
        filters = List.copyOf(filters);
    }

    /**
     * Reads a rule: a language, an expression in it, and filters behind {@code |} between spaces.
     *
     * @throws IllegalArgumentException where it makes no sense, with what is wrong
     */
    static Rule of(String text) {
        String[] parts = text.strip().split("\\s+\\|\\s+");
        int colon = parts[0].indexOf(':');
        if (colon < 1 || parts[0].substring(colon + 1).isBlank()) {
            throw new IllegalArgumentException("takes a language and an expression, such as \"css: h1\", found \""
                    + text + "\"; languages are " + String.join(", ", Finder.KINDS));
        }
        Finder finder = Finder.of(
                parts[0].substring(0, colon).strip(),
                parts[0].substring(colon + 1).strip());
        List<Filter> filters =
                Arrays.stream(parts).skip(1).map(String::strip).map(Filter::of).toList();
        Rule rule = new Rule(finder, filters, type(filters));
        rule.standard();
        return rule;
    }

    private static ColumnType type(List<Filter> filters) {
        ColumnType type = ColumnType.TEXT;
        for (Filter filter : filters) {
            type = switch (filter) {
                case Filter.Typed typed -> typed.type();
                case Filter.All _ -> ColumnType.JSON;
                case Filter.Each _, Filter.First _, Filter.Default _ -> type;
            };
        }
        return type;
    }

    /** What it gives for a page: text, a number, an instant or a JSON list; empty for nothing. */
    Optional<Object> apply(Subject page) {
        List<Found> found = finder.find(page);
        for (Filter filter : filters) {
            if (filter instanceof Filter.Each(Filter.Change change)) {
                found = found.stream().flatMap(each -> change.of(each, page)).toList();
            }
        }
        List<Object> values = typed(found.stream()
                .map(each -> each.value().strip())
                .filter(text -> !text.isEmpty())
                .toList());
        if (values.isEmpty()) {
            return standard();
        }
        return Optional.of(type == ColumnType.JSON ? list(values) : values.getFirst());
    }

    private List<Object> typed(List<String> texts) {
        List<Object> values = new ArrayList<>();
        for (String text : texts) {
            typed(text).ifPresent(values::add);
        }
        return values;
    }

    private Optional<Object> typed(String text) {
        for (Filter filter : filters) {
            if (filter instanceof Filter.Typed typed) {
                return typed.reading().of(text).map(value -> value);
            }
        }
        return Optional.of(text);
    }

    private Optional<Object> standard() {
        for (Filter filter : filters) {
            if (filter instanceof Filter.Default(String text)) {
                Optional<Object> value = typed(text);
                if (value.isEmpty()) {
                    throw new IllegalArgumentException("the default " + text + " is no " + type);
                }
                return type == ColumnType.JSON ? Optional.of(list(List.of(value.get()))) : value;
            }
        }
        return Optional.empty();
    }

    private static ArrayNode list(List<Object> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> list.add(Json.tree(value instanceof Instant ? value.toString() : value)));
        return list;
    }
}
