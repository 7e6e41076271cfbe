package dev.trawl.app.http;

import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.stage.CommonInputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API described for machines (OpenAPI 3.1): what is always there from a file, the routes of jobs as they are now. */
final class OpenApi {
    private static final String FILE = "openapi.json";

    /** A duration, as {@link dev.trawl.core.Durations} reads it. */
    private static final String SPAN = "[0-9]{1,9}(ms|s|m|h|d)";

    private final LiveJobs jobs;
    private final ObjectNode fixed = read();

    OpenApi(LiveJobs jobs) {
        this.jobs = jobs;
    }

    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/openapi.json", _ -> Answer.json(200, document())));
    }

    private static ObjectNode read() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE))) {
            return (ObjectNode) Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode document() {
        ObjectNode document = fixed.deepCopy();
        ObjectNode paths = (ObjectNode) document.get("paths");
        for (JobRoute route : jobs.routes()) {
            ObjectNode path = paths.withObjectProperty(route.path().plain());
            path.set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        return document;
    }

    /** As the operation that starts a run of any job, but for what this one takes. */
    private ObjectNode operation(JobRoute route) {
        Job job = route.job();
        ObjectNode operation =
                (ObjectNode) fixed.at("/paths/~1api~1jobs~1{job}~1runs/post").deepCopy();
        operation.put("operationId", "start-" + job.name());
        operation.put("summary", "Starts a run of " + job.name() + ". " + job.about());
        ArrayNode parameters = operation.withArrayProperty("parameters");
        parameters.remove(0);
        route.path()
                .names()
                .forEach(name -> parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "path")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string"));
        if (!job.takesBody()) {
            ObjectNode body = operation.putObject("requestBody").put("required", false);
            body.putObject("content").putObject(Answer.JSON).set("schema", inputs(route));
        }
        return operation;
    }

    private static ObjectNode inputs(JobRoute route) {
        ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        List<String> inPath = route.path().names();
        List<InputSpec> specs = Stream.concat(CommonInputs.SPECS.stream(), route.job().inputs().stream())
                .filter(spec -> !inPath.contains(spec.name()))
                .toList();
        for (InputSpec spec : specs) {
            ObjectNode property = properties.putObject(spec.name()).put("description", spec.about());
            describe(spec.type(), property);
            spec.standard()
                    .ifPresent(standard -> property.set("default", spec.type().read(standard)));
            if (spec.standard().isEmpty() && !spec.optional()) {
                required.add(spec.name());
            }
        }
        return schema;
    }

    private static void describe(InputType type, ObjectNode property) {
        switch (type) {
            case InputType.Whole whole ->
                property.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
            case InputType.Truth _ -> property.put("type", "boolean");
            case InputType.Choice choice -> {
                ArrayNode words = property.put("type", "string").putArray("enum");
                choice.words().forEach(words::add);
            }
            case InputType.Span _ -> property.put("type", "string").put("pattern", "^" + SPAN + "$");
            case InputType.Spans _ -> property.put("type", "string").put("pattern", "^" + SPAN + "(," + SPAN + ")*$");
            case InputType.Text _, InputType.Size _ -> property.put("type", "string");
            case InputType.Tree _ -> property.putObject("not").put("type", "null");
            case InputType.Listed _ ->
                property.put("type", "array").putObject("items").put("type", "string");
        }
    }
}
