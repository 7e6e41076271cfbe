package dev.trawl.core.cost;

import dev.trawl.core.Json;
import dev.trawl.core.Sizes;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Where a job's items are worked, as far as its cost depends on it.
 *
 * @param word {@code inline}, {@code process} or {@code browser}
 * @param memory bytes that each worker has for itself; empty where items share a process
 * @param chunk items that are delivered together, where the job says so
 */
public record Lane(String word, Optional<Long> memory, OptionalInt chunk) {
    /** Beside each other in one process. */
    public static final Lane INLINE = new Lane("inline", Optional.empty(), OptionalInt.empty());

    /** What a worker process may have where its job says nothing. */
    public static final long PROCESS_MEMORY = 512L << 20;

    /** As a job file says it; a job that is made otherwise works inline. */
    public static Lane of(Json definition) {
        JsonNode file = definition.tree();
        JsonNode chunk = file.path("chunk");
        OptionalInt items = chunk.isIntegralNumber() ? OptionalInt.of(chunk.intValue()) : OptionalInt.empty();
        String named = file.path("work").path("lane").asString("");
        if (!file.path("work").has("command") && !named.equals("browser")) {
            return new Lane(INLINE.word(), Optional.empty(), items);
        }
        JsonNode memory = file.path("limits").path("memory");
        long bytes = memory.isString() ? Sizes.parse(memory.stringValue()) : PROCESS_MEMORY;
        return new Lane(named.equals("browser") ? named : "process", Optional.of(bytes), items);
    }
}
