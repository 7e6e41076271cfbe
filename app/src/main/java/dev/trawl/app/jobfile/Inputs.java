package dev.trawl.app.jobfile;

import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The inputs that a job file declares. */
final class Inputs {
    private Inputs() {}

    /** The inputs of a file that fits its shape; problems go to the list. */
    static List<InputSpec> of(Document document, List<Problem> problems) {
        List<InputSpec> inputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : document.tree().path("inputs").properties()) {
            String pointer = Document.below("/inputs", entry.getKey());
            int before = problems.size();
            misplaced(entry.getValue(), document, pointer, problems);
            if (problems.size() == before) {
                read(entry.getKey(), entry.getValue(), document, problems).ifPresent(inputs::add);
            }
        }
        return inputs;
    }

    private static Optional<InputSpec> read(String name, JsonNode input, Document document, List<Problem> problems) {
        String pointer = Document.below("/inputs", name);
        InputType type = type(input);
        if (type instanceof InputType.Whole(long min, long max) && min > max) {
            problems.add(Problem.error(
                    document.value(pointer), "min " + min + " is greater than max " + max + "; no number fits"));
            return Optional.empty();
        }
        Optional<String> standard = Optional.ofNullable(input.get("default")).map(Inputs::plain);
        try {
            standard.ifPresent(type::read);
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(
                    document.value(pointer + "/default"), "the default of " + name + " " + e.getMessage()));
            return Optional.empty();
        }
        boolean optional = input.path("optional").asBoolean(false);
        return Optional.of(new InputSpec(
                name, type, standard, optional, input.path("about").asString("")));
    }

    /** Keys that belong to another type, and those that a type cannot do without. */
    private static void misplaced(JsonNode input, Document document, String pointer, List<Problem> problems) {
        String type = input.get("type").stringValue();
        belongs("min", "integer", input, document.key(pointer + "/min"), problems);
        belongs("max", "integer", input, document.key(pointer + "/max"), problems);
        belongs("words", "choice", input, document.key(pointer + "/words"), problems);
        if (type.equals("choice") && !input.has("words")) {
            problems.add(Problem.error(
                    document.value(pointer),
                    "a choice has no key \"words\", which is needed; it lists what may be chosen"));
        }
        if (input.has("default") && input.has("optional")) {
            problems.add(Problem.error(
                    document.key(pointer + "/optional"),
                    "an input with a default is never left out; remove optional or default"));
        }
    }

    private static void belongs(String key, String type, JsonNode input, Place at, List<Problem> problems) {
        String found = input.get("type").stringValue();
        if (input.has(key) && !found.equals(type)) {
            problems.add(Problem.error(
                    at,
                    "key \"" + key + "\" is for inputs of type " + type + ", this one is " + found
                            + "; remove it or change the type"));
        }
    }

    private static InputType type(JsonNode input) {
        return switch (input.get("type").stringValue()) {
            case "integer" ->
                new InputType.Whole(
                        input.path("min").asLong(Long.MIN_VALUE),
                        input.path("max").asLong(Long.MAX_VALUE));
            case "truth" -> new InputType.Truth();
            case "choice" ->
                new InputType.Choice(input.get("words")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
            case "duration" -> new InputType.Span();
            case "durations" -> new InputType.Spans();
            case "size" -> new InputType.Size();
            case "list" -> new InputType.Listed();
            case "json" -> new InputType.Tree();
            default -> new InputType.Text();
        };
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : Json.of(value).toString();
    }
}
