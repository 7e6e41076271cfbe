package dev.trawl.core;

import tools.jackson.databind.JsonNode;

/** Makes workers that job files name: {@code work: {NAME: settings}}. Found by {@link java.util.ServiceLoader}. */
public interface WorkerProvider {
    /** What job files call it. */
    String name();

    /**
     * Makes the worker of one run.
     *
     * @param settings as the job file has them, with the input filled in
     * @throws IllegalArgumentException where the settings make no sense
     */
    Worker open(JsonNode settings, Services services);
}
