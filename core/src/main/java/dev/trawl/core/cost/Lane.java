package dev.trawl.core.cost;

import dev.trawl.core.Json;
import dev.trawl.core.Sizes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Where a job's items are worked, as far as its cost depends on it.
 *
 * @param word {@code inline}, {@code process}, {@code browser}, or {@code auto}: each item finds out
 * @param memory bytes that each worker has for itself; empty where items share a process
 * @param chunk items that are delivered together, where the job says so
 */
public record Lane(String word, Optional<Long> memory, OptionalInt chunk) {
    /** Beside each other in one process. */
    public static final Lane INLINE = new Lane("inline", Optional.empty(), OptionalInt.empty());

    /** Pages of one browser. */
    public static final String BROWSER = "browser";

    private static final String AUTO = "auto";

    /** What a worker process may have where its job says nothing. */
    public static final long PROCESS_MEMORY = 512L << 20;

    /**
     * As a job file says it; a job that is made otherwise works inline.
     *
     * @param input of the run, which the file may ask for its lane
     */
    public static Lane of(Json definition, Json input) {
        JsonNode file = definition.tree();
        JsonNode chunk = file.path("chunk");
        OptionalInt items = chunk.isIntegralNumber() ? OptionalInt.of(chunk.intValue()) : OptionalInt.empty();
        if (file.path("work").has("command")) {
            JsonNode memory = file.path("limits").path("memory");
            long bytes = memory.isString() ? Sizes.parse(memory.stringValue()) : PROCESS_MEMORY;
            return new Lane("process", Optional.of(bytes), items);
        }
        String word = said(file.path("work"))
                .map(said -> filled(said, file, input.tree()))
                .filter(said -> said.equals(BROWSER) || said.equals(AUTO))
                .orElse(INLINE.word());
        return new Lane(word, Optional.empty(), items);
    }

    /** Beside the worker's name, or among its settings. */
    private static Optional<String> said(JsonNode work) {
        return Stream.concat(Stream.of(work), work.valueStream())
                .map(settings -> settings.path("lane").asString(""))
                .filter(lane -> !lane.isEmpty())
                .findFirst();
    }

    /** What stands for an input is its value, or what it is left out. */
    private static String filled(String said, JsonNode file, JsonNode input) {
        if (!said.startsWith("{") || !said.endsWith("}")) {
            return said;
        }
        String name = said.substring(1, said.length() - 1);
        String standard = file.path("inputs").path(name).path("default").asString("");
        return input.path(name).asString(standard);
    }
}
