package dev.trawl.core;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Makes workers that job files name: {@code work: {NAME: settings}}. Found by {@link java.util.ServiceLoader}. */
public interface WorkerProvider {
    /** What job files call it. */
    String name();

    /**
     * Something wrong with settings.
     *
     * @param pointer where, from the settings on (RFC 6901); empty for the whole of them
     * @param message what was found and what is to be written instead
     */
    record Mistake(String pointer, String message) {}

    /**
     * What is wrong with settings before they are used, for whoever writes a job file. Settings that follow from an
     * input or from the environment are left out.
     *
     * @param tables that the job declares
     */
    default List<Mistake> mistakes(JsonNode settings, List<TableSpec> tables) {
        return List.of();
    }

    /**
     * Makes the worker of one run.
     *
     * @param settings as the job file has them, with the input filled in
     * @throws IllegalArgumentException where the settings make no sense
     */
    Worker open(JsonNode settings, Services services);
}
