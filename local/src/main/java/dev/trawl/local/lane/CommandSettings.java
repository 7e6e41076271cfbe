package dev.trawl.local.lane;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How a command works items.
 *
 * @param command the program and its arguments
 * @param environment what it finds in its environment beside what every program needs
 * @param memory bytes that a worker and all that it starts may have together
 * @param disk bytes that its working folder may hold, and each file that it writes
 * @param weight how much of the machine's memory for workers its run is due, beside other runs
 * @param table where a row goes that names none
 */
record CommandSettings(
        List<String> command,
        Map<String, String> environment,
        long memory,
        long disk,
        int weight,
        Optional<String> table) {

    /** What a worker may have where its job says nothing. */
    static final long MEMORY = 512L << 20;

    /** What it may write where its job says nothing. */
    static final long DISK = 1L << 30;

    /** How long an idle worker is kept. */
    static final Duration IDLE_MAX = Duration.ofMinutes(1);

    CommandSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("work.command takes a program and its arguments, got: " + command);
        }
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("work.command holds a NUL, which no argument can");
        }
    }

    /** Reads what the job file says: {@code command}, {@code env}, {@code memory}, {@code disk}, {@code weight}, {@code table}. */
    static CommandSettings of(JsonNode settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        settings.path("env")
                .properties()
                .forEach(variable -> environment.put(variable.getKey(), text(variable.getValue())));
        return new CommandSettings(
                settings.path("command")
                        .valueStream()
                        .map(CommandSettings::text)
                        .toList(),
                environment,
                settings.path("memory").asLong(MEMORY),
                settings.path("disk").asLong(DISK),
                settings.path("weight").asInt(1),
                Optional.of(settings.path("table").asString("")).filter(name -> !name.isEmpty()));
    }

    private static String text(JsonNode word) {
        return word.isString() ? word.stringValue() : word.toString();
    }

    /** The program as messages name it. */
    String program() {
        return command.getFirst();
    }
}
