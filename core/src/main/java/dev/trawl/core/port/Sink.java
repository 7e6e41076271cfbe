package dev.trawl.core.port;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table that is not Trawl's own. Rows are written before the outcome that they belong to is recorded, so one may be
 * written again after a crash: then it takes the place of the first. Safe for any number of threads.
 */
public interface Sink {
    /**
     * Looks whether it can be written to, and makes the table where it is missing.
     *
     * @throws EnvironmentFault where it cannot
     */
    void check() throws InterruptedException;

    /**
     * Writes rows, each in place of one of the same key. Returns when they are durable; what is away is waited for.
     *
     * @throws RowRefused where the table never takes a row like one of these; none of them is written then
     * @throws InterruptedException when nobody waits any more; some of them may be written
     */
    void write(List<Row> rows) throws InterruptedException, RowRefused;

    /** How many rows a run has written; empty where they do not say whose they are, or cannot be counted. What is away is waited for. */
    OptionalLong rows(RunId run) throws InterruptedException;

    /**
     * Which columns rows were written without, why, and what to do about it; as far as is known by the last row that was written.
     * Empty where they are whole.
     */
    default Optional<String> lacking() {
        return Optional.empty();
    }

    /** Lets go of what it holds; it may be written to again, and takes it again then. */
    void close();
}
