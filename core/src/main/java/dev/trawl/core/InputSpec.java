package dev.trawl.core;

import java.util.Optional;

/**
 * One input of a job.
 *
 * @param name in snake_case
 * @param standard what holds where the caller says nothing; empty where the caller must say
 * @param optional whether it may be left out without a standard value
 */
public record InputSpec(String name, InputType type, Optional<String> standard, boolean optional, String about) {
    public InputSpec {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("An input's name is snake_case, got: " + name);
        }
    }

    /** Whether its value is shown as {@code ***}. */
    public boolean secret() {
        return name.endsWith("_secret");
    }
}
