package dev.trawl.core.stage;

import dev.trawl.core.ClosestWord;
import dev.trawl.core.Input;
import dev.trawl.core.InputSpec;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks what a caller gave against the inputs of a job and fills in standard values. */
final class InputCheck {
    /** The most characters of an unknown name that are repeated. */
    private static final int NAME_CHARACTERS_MAX = 60;

    private final Job job;
    private final Map<String, InputSpec> specs = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    InputCheck(Job job) {
        this.job = job;
        CommonInputs.SPECS.forEach(spec -> specs.put(spec.name(), spec));
        job.inputs().forEach(spec -> specs.put(spec.name(), spec));
    }

    /** The whole input; throws {@link BadInput} with everything that is wrong. */
    Input check(ObjectNode given) {
        ObjectNode values = Json.object();
        given.propertyNames().stream()
                .filter(name -> !specs.containsKey(name))
                .forEach(name ->
                        problems.add("there is no input " + cut(name) + ClosestWord.hint(name, specs.keySet())));
        if (given.has(CommonInputs.ATTEMPTS) && given.has(CommonInputs.RETRIES)) {
            problems.add("attempts and retries are both given; each says how often an item is tried: give one of them");
        }
        specs.values().forEach(spec -> fill(values, spec, given.get(spec.name())));
        if (!problems.isEmpty()) {
            throw new BadInput(job.name(), problems);
        }
        return new Input(Json.of(values));
    }

    private void fill(ObjectNode values, InputSpec spec, @Nullable JsonNode given) {
        if (given != null && given.isObject() && given.has("file")) {
            readFile(values, spec, given);
            ObjectNode file = ((ObjectNode) given).deepCopy();
            file.remove("text");
            values.set(Input.FILE + spec.name(), file);
        } else if (given != null) {
            read(values, spec, text(given));
        } else if (spec.standard().isPresent()) {
            read(values, spec, spec.standard().get());
        } else if (!spec.optional()) {
            problems.add("the input " + spec.name() + " is missing (it takes "
                    + spec.type().describe() + ")");
        }
    }

    /** A list in a file is named by its content, which is kept elsewhere; of any other input the file's text is the value. */
    private void readFile(ObjectNode values, InputSpec spec, JsonNode file) {
        if (!(spec.type() instanceof InputType.Listed) || file.has("text")) {
            read(values, spec, file.path("text").asString(""));
        } else if (file.path("sha256").asString("").matches("[0-9a-f]{64}")) {
            values.set(
                    spec.name(),
                    Json.object()
                            .put("sha256", file.path("sha256").stringValue())
                            .put("bytes", file.path("bytes").asLong(0)));
        } else {
            problems.add(
                    "the input " + spec.name() + " takes " + spec.type().describe() + "; the file in it has no sha256");
        }
    }

    private static String cut(String name) {
        return name.length() <= NAME_CHARACTERS_MAX ? name : name.substring(0, NAME_CHARACTERS_MAX) + "…";
    }

    /** As it would be written on the command line; in JSON 5.0 is a whole number, too. */
    private static String text(JsonNode given) {
        if (given.isString()) {
            return given.stringValue();
        }
        boolean whole = given.isFloatingPointNumber() && given.canConvertToExactIntegral();
        return whole ? given.bigIntegerValue().toString() : given.toString();
    }

    private void read(ObjectNode values, InputSpec spec, String text) {
        try {
            values.set(spec.name(), spec.type().read(text));
        } catch (IllegalArgumentException e) {
            problems.add("the input " + spec.name() + " " + e.getMessage());
        }
    }
}
