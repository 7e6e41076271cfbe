package dev.trawl.core;

import tools.jackson.databind.JsonNode;

/** Makes sources that job files name: {@code source: {NAME: settings}}. Found by {@link java.util.ServiceLoader}. */
public interface SourceProvider {
    /** What job files call it. */
    String name();

    /**
     * Makes the source of one run.
     *
     * @param settings as the job file has them, with the input filled in
     * @throws IllegalArgumentException where the settings make no sense
     */
    Source open(JsonNode settings, Services services);
}
