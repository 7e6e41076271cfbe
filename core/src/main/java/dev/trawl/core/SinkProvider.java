package dev.trawl.core;

import dev.trawl.core.port.Sink;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes sinks that job files name: {@code store: {NAME: settings}}, {@code close: {NAME: settings}}. Found by {@link java.util.ServiceLoader}. */
public interface SinkProvider {
    /** What job files call it. */
    String name();

    /**
     * Makes what writes to one table.
     *
     * @param settings as the job file has them, with the input filled in
     * @param table its key and its columns; the settings name it in full
     * @throws IllegalArgumentException where the settings make no sense
     */
    Sink open(JsonNode settings, TableSpec table, Services services);

    /**
     * Makes what writes the rows of runs' ends. These may be written without columns that the table lacks, as a run's summary
     * has them too; see {@link Sink#lacking}.
     *
     * @throws IllegalArgumentException likewise
     */
    default Sink openEnds(JsonNode settings, TableSpec table, Services services) {
        return open(settings, table, services);
    }

    /**
     * Lists the rows that a run has written, by the settings that they were written by.
     *
     * @param key the columns that name a row of the run
     * @return empty where they cannot be read
     * @throws IllegalArgumentException likewise
     */
    default Optional<Source> written(JsonNode settings, RunId run, List<String> key, Services services) {
        return Optional.empty();
    }
}
