package dev.trawl.app.jobfile;

import dev.trawl.core.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a shape as JSON Schema, draft 2020-12, for editors that complete and check while one types. */
final class ShapeSchema {
    private ShapeSchema() {}

    /** The schema of a whole file. */
    static JsonNode of(Shape shape, String title) {
        ObjectNode schema = Json.object()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title);
        schema.setAll(schema(shape));
        return schema;
    }

    private static ObjectNode schema(Shape shape) {
        ObjectNode schema = Json.object();
        switch (shape) {
            case Shape.Text text ->
                schema.put("type", "string")
                        .put("pattern", "^(?:" + text.pattern() + ")$")
                        .put("description", text.takes());
            case Shape.Word word -> schema.set("enum", Json.tree(word.words()));
            case Shape.Whole whole ->
                schema.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
            case Shape.Decimal number ->
                schema.put("type", "number").put("minimum", number.min()).put("maximum", number.max());
            case Shape.Truth _ -> schema.put("type", "boolean");
            case Shape.Plain _ -> schema.set("type", Json.tree(List.of("string", "number", "boolean")));
            case Shape.Settings _ -> schema.put("type", "object");
            case Shape.Listed list ->
                schema.put("type", "array").put("minItems", list.min()).set("items", schema(list.element()));
            case Shape.Named named -> named(schema, named);
            case Shape.Keyed keyed -> keyed(schema, keyed);
            case Shape.Either either ->
                either.shapes().forEach(one -> schema.withArray("anyOf").add(schema(one)));
        }
        return schema;
    }

    private static void named(ObjectNode schema, Shape.Named named) {
        ObjectNode patterns = Json.object();
        patterns.set("^(?:" + named.name().pattern() + ")$", schema(named.value()));
        schema.put("type", "object").put("additionalProperties", false).set("patternProperties", patterns);
    }

    private static void keyed(ObjectNode schema, Shape.Keyed keyed) {
        ObjectNode properties = Json.object();
        keyed.keys().forEach(key -> properties.set(key.name(), described(key)));
        schema.put("type", "object").put("additionalProperties", false).set("properties", properties);
        List<String> needed = keyed.keys().stream()
                .filter(Shape.Key::needed)
                .map(Shape.Key::name)
                .toList();
        if (!needed.isEmpty()) {
            schema.set("required", Json.tree(needed));
        }
        if (!keyed.choice().isEmpty()) {
            ArrayNode choice = schema.putArray("oneOf");
            keyed.choice().forEach(name -> choice.addObject().set("required", Json.tree(List.of(name))));
        }
    }

    private static ObjectNode described(Shape.Key key) {
        ObjectNode schema = schema(key.shape());
        return key.about().isEmpty() ? schema : schema.put("description", key.about());
    }
}
