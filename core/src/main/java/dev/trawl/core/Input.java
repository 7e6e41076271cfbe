package dev.trawl.core;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The input of a run, checked against its job and filled with standard values.
 *
 * @param values an object; inputs that were left out are not in it
 */
public record Input(Json values) {
    /** What a secret is shown as. */
    public static final String HIDDEN = "***";

    /** Before the name of an input stands what is known of the file that it was read from: file, bytes, sha256. */
    public static final String FILE = "@";

    /** A list of more entries is shown as how many they are. */
    private static final int ENTRIES_SHOWN_MAX = 100;

    /** Whether it is there. */
    public boolean has(String name) {
        return values.tree().has(name);
    }

    /** Text of an input; empty where it was left out. */
    public Optional<String> text(String name) {
        JsonNode value = values.tree().get(name);
        return value == null
                ? Optional.empty()
                : Optional.of(value.isString() ? value.stringValue() : value.toString());
    }

    /** A whole number that must be there. */
    public long whole(String name) {
        return require(name).longValue();
    }

    /** A truth value; false where it was left out. */
    public boolean truth(String name) {
        return has(name) && require(name).booleanValue();
    }

    /** A duration; empty where it was left out. */
    public Optional<Duration> span(String name) {
        return text(name).map(Durations::parse);
    }

    /** The values for summaries: secrets hidden, files named. */
    public JsonNode shown() {
        ObjectNode shown = Json.object();
        ObjectNode all = (ObjectNode) values.tree();
        for (String name : all.propertyNames()) {
            if (!name.startsWith(FILE)) {
                shown.set(name, shown(all, name));
            }
        }
        return shown;
    }

    private static JsonNode shown(ObjectNode all, String name) {
        if (name.endsWith("_secret")) {
            return Json.tree(HIDDEN);
        }
        JsonNode value = all.get(name);
        if (all.has(FILE + name)) {
            return all.get(FILE + name);
        }
        return value.size() > ENTRIES_SHOWN_MAX ? Json.object().put("entries", value.size()) : value;
    }

    private JsonNode require(String name) {
        JsonNode value = values.tree().get(name);
        if (value == null) {
            throw new IllegalArgumentException("The input " + name + " is missing");
        }
        return value;
    }
}
