package dev.trawl.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trawl.core.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds requests and answers against the OpenAPI document that the server itself gives. */
final class Described {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    Described(JsonNode document) {
        this.document = document;
    }

    JsonNode document() {
        return document;
    }

    /** The operation of a path that is described; empty where none is, as for what is unknown. */
    Optional<JsonNode> operation(String method, String path) {
        List<String> segments = PathTemplate.split(path.split("\\?", 2)[0]);
        return document.get("paths").properties().stream()
                .filter(entry -> fits(entry.getKey(), segments))
                .map(Map.Entry::getValue)
                .filter(operations -> operations.has(method.toLowerCase(Locale.ROOT)))
                .map(operations -> operations.get(method.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean fits(String described, List<String> segments) {
        String open = described.startsWith("/api/objects/") ? described.replace("{key}", "{key+}") : described;
        return PathTemplate.of(open).match(segments).isPresent();
    }

    void checkRequest(String method, String path, String body) {
        operation(method, path)
                .map(operation -> operation.at("/requestBody/content/application~1json/schema"))
                .filter(schema -> !schema.isMissingNode() && !body.isEmpty())
                .ifPresent(schema -> check(
                        "request of " + method + " " + path,
                        schema,
                        Json.parse(body).tree()));
    }

    void checkAnswer(String method, String path, int status, String type, String body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            assertThat(status).as(method + " " + path + " is not described").isBetween(400, 499);
            check(
                    "problem",
                    Json.parse("{\"$ref\":\"#/components/schemas/Problem\"}").tree(),
                    Json.parse(body).tree());
            return;
        }
        JsonNode responses = operation.get().get("responses");
        JsonNode response =
                responses.has("" + status) ? responses.get("" + status) : responses.get(status / 100 + "XX");
        assertThat(response).as("%s %s answers %s", method, path, status).isNotNull();
        JsonNode content = resolved(response).path("content");
        String plain = type.split(";", 2)[0];
        JsonNode schema = content.has(plain) ? content.get(plain).path("schema") : content.path("*/*");
        assertThat(schema.isMissingNode() && !body.isEmpty())
                .as("%s %s answers %s as %s", method, path, status, type)
                .isFalse();
        if (plain.endsWith("json") && !body.isEmpty() && !content.has("*/*")) {
            check("answer of " + method + " " + path, schema, Json.parse(body).tree());
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private void check(String what, JsonNode schema, JsonNode value) {
        ObjectNode whole = Json.object();
        whole.set("components", document.get("components"));
        whole.putArray("allOf").add(schema);
        assertThat(SCHEMAS.getSchema(whole).validate(value))
                .as("%s: %s", what, value)
                .isEmpty();
    }
}
