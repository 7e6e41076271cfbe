package dev.trawl.systems.reddit;

import dev.trawl.core.Got;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Settings of a job file, whose values come as text or with their JSON type.
 *
 * @param of what they are for, for messages
 */
record Settings(String of, JsonNode values) {
    /** Text; empty where it was left out. */
    Optional<String> text(String name) {
        JsonNode value = values.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asString());
    }

    /** A whole number in a range. */
    int whole(String name, int standard, int max) {
        String text = text(name).orElse(Integer.toString(standard));
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
            throw wrong(name, "a whole number from 1 to " + max, text);
        }
        return Integer.parseInt(text);
    }

    /** True or false; false where it was left out. */
    boolean truth(String name) {
        String text = text(name).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false", text);
        };
    }

    /** What is thrown where a value makes no sense. */
    IllegalArgumentException wrong(String name, String takes, String got) {
        return new IllegalArgumentException(of + ": " + name + " takes " + takes + Got.of(got));
    }
}
