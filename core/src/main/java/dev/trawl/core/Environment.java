package dev.trawl.core;

import java.util.Optional;

/** The environment's variables, asked at use; their values are neither stored nor logged. */
@FunctionalInterface
public interface Environment {
    /** The value of a variable; empty where it is not set. */
    Optional<String> get(String name);
}
