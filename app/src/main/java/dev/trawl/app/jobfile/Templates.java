package dev.trawl.app.jobfile;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Environment;
import dev.trawl.core.Input;
import dev.trawl.core.Json;
import dev.trawl.core.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Settings with templates, filled with the input of a run and with the environment of this process. */
final class Templates {
    private final Input input;
    private final Services services;

    private Templates(Input input, Services services) {
        this.input = input;
        this.services = services;
    }

    /**
     * The settings with every template filled. A text that is one template keeps the value's type; a key whose
     * value is an input that was left out is left out.
     *
     * @throws IllegalArgumentException where a variable of the environment is not set
     */
    static JsonNode fill(JsonNode settings, Input input, Services services) {
        return new Templates(input, services).filled(settings).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** What is wrong with the templates of some settings; any name goes where the names are those of items. */
    static List<Problem> problems(Document document, String pointer, List<String> inputs, boolean fields) {
        List<Problem> problems = new ArrayList<>();
        collect(document.tree().at(pointer), pointer, (text, at) -> {
            try {
                Template.parse(text).inputs().stream()
                        .filter(name -> !fields && !inputs.contains(name))
                        .forEach(name -> problems.add(Problem.error(document.value(at), unknown(name, inputs))));
            } catch (IllegalArgumentException e) {
                problems.add(Problem.error(document.value(at), Found.path(at) + " " + e.getMessage()));
            }
        });
        return problems;
    }

    /** The settings as far as they follow from nothing but the file: texts with places to fill are left out. */
    static JsonNode literals(JsonNode settings) {
        return literal(settings).orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private static Optional<JsonNode> literal(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = Json.object();
            node.properties()
                    .forEach(entry -> literal(entry.getValue()).ifPresent(value -> object.set(entry.getKey(), value)));
            return Optional.of(object);
        }
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> literal(element).ifPresent(list::add));
            return Optional.of(list);
        }
        return node.isString() ? literal(node.stringValue()) : Optional.of(node);
    }

    private static Optional<JsonNode> literal(String text) {
        try {
            return Template.parse(text).literal().map(Json::tree);
        } catch (IllegalArgumentException e) {
            // Whoever reads the templates tells what is wrong with it.
            return Optional.empty();
        }
    }

    private interface Visit {
        void text(String text, String pointer);
    }

    private static void collect(JsonNode node, String pointer, Visit visit) {
        if (node.isString()) {
            visit.text(node.stringValue(), pointer);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            collect(entry.getValue(), Document.below(pointer, entry.getKey()), visit);
        }
        for (int n = 0; node.isArray() && n < node.size(); n++) {
            collect(node.get(n), Document.below(pointer, n), visit);
        }
    }

    private static String unknown(String name, List<String> inputs) {
        String known = inputs.isEmpty() ? "the job has no inputs" : "inputs are " + String.join(", ", inputs);
        return "found {" + name + "}, which is no input; " + known + ClosestWord.hint(name, inputs);
    }

    private Optional<JsonNode> filled(JsonNode node) {
        if (node.isString()) {
            return text(Template.parse(node.stringValue()));
        }
        if (node.isObject()) {
            ObjectNode object = Json.object();
            node.properties()
                    .forEach(entry -> filled(entry.getValue()).ifPresent(value -> object.set(entry.getKey(), value)));
            return Optional.of(object);
        }
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> filled(element).ifPresent(list::add));
            return Optional.of(list);
        }
        return Optional.of(node);
    }

    private Optional<JsonNode> text(Template template) {
        if (template.whole() && template.parts().getFirst() instanceof Template.Part.FromInput(String name)) {
            return Optional.ofNullable(input.values().tree().get(name));
        }
        StringBuilder text = new StringBuilder();
        template.parts().forEach(part -> text.append(valueOf(part)));
        return Optional.of(Json.tree(text.toString()));
    }

    private String valueOf(Template.Part part) {
        return switch (part) {
            case Template.Part.Literal(String text) -> text;
            case Template.Part.FromInput(String name) -> input.text(name).orElse("");
            case Template.Part.FromEnvironment(String name, Optional<String> standard) ->
                services.get(Environment.class)
                        .get(name)
                        .filter(value -> !value.isEmpty())
                        .or(() -> standard)
                        .orElseThrow(() -> unset(name));
        };
    }

    private static IllegalArgumentException unset(String name) {
        return new IllegalArgumentException("The job's settings name ${env." + name + "}; the environment variable "
                + name + " is not set, or empty, so the job cannot start; set it and run the command again");
    }
}
