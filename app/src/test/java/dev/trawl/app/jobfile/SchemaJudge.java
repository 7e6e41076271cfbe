package dev.trawl.app.jobfile;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges a value by the words of JSON Schema that the schema of job files uses; any other word is a fault of the test. */
final class SchemaJudge {
    private SchemaJudge() {}

    static boolean takes(JsonNode schema, JsonNode value) {
        return schema.properties().stream().allMatch(word -> holds(word.getKey(), word.getValue(), schema, value));
    }

    private static boolean holds(String word, JsonNode rule, JsonNode schema, JsonNode value) {
        return switch (word) {
            case "$schema", "title", "description" -> true;
            case "type" -> all(rule.isArray() ? rule : null, rule).anyMatch(type -> is(type.stringValue(), value));
            case "enum" -> all(rule, rule).anyMatch(value::equals);
            case "pattern" -> !value.isString() || value.stringValue().matches(rule.stringValue());
            case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) >= 0;
            case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) <= 0;
            case "minItems" -> !value.isArray() || value.size() >= rule.intValue();
            case "items" -> !value.isArray() || all(value, value).allMatch(element -> takes(rule, element));
            case "required" -> !value.isObject() || all(rule, rule).allMatch(name -> value.has(name.stringValue()));
            case "properties" ->
                rule.properties().stream()
                        .allMatch(p -> !value.has(p.getKey()) || takes(p.getValue(), value.get(p.getKey())));
            case "patternProperties" ->
                value.properties().stream()
                        .allMatch(entry -> rule.properties().stream()
                                .filter(p -> entry.getKey().matches(p.getKey()))
                                .allMatch(p -> takes(p.getValue(), entry.getValue())));
            case "additionalProperties" ->
                value.propertyNames().stream()
                        .allMatch(name -> schema.path("properties").has(name)
                                || schema.path("patternProperties").propertyNames().stream()
                                        .anyMatch(name::matches));
            case "oneOf" -> all(rule, rule).filter(one -> takes(one, value)).count() == 1;
            case "anyOf" -> all(rule, rule).anyMatch(one -> takes(one, value));
            default -> throw new AssertionError("The judge does not know the word " + word);
        };
    }

    private static Stream<JsonNode> all(@Nullable JsonNode list, JsonNode otherwise) {
        return list == null ? Stream.of(otherwise) : StreamSupport.stream(list.spliterator(), false);
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("The judge does not know the type " + type);
        };
    }
}
