package dev.trawl.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker may use while it works one item. Its effects are collected and commit with the outcome; those
 * of an attempt that is tried again, crashed or was overtaken are dropped, but for kept steps and measures.
 */
public interface ItemContext extends Meter {
    /** The run. */
    RunId run();

    /** Which attempt this is, from 1. Attempts ended by a crash of Trawl do not count. */
    int attempt();

    /** Whether a retry would be the item's death. */
    boolean lastAttempt();

    /** When no new part of the work should be begun; what is left may be handed back as unfinished. */
    Instant deadline();

    /** How long one request may take, with its redirects and its body. */
    Duration timeout();

    /** How many items may ask one host at once. */
    int perHost();

    /**
     * Writes a row of one of the job's tables; a row of the same key is replaced.
     *
     * @param columns by name; text, numbers, booleans, instants, null, {@link Changed}, and JSON trees for JSON
     *     columns
     */
    default void row(String table, Map<String, ? extends @Nullable Object> columns) {
        row(new Row(table, columns));
    }

    /** Writes a row of one of the job's tables; a partial one changes only the columns that it names. */
    void row(Row row);

    /**
     * Writes a row that came as JSON: each value is read as what its column holds.
     *
     * @throws IllegalArgumentException where the table or a column is not there, or a value is something else
     */
    void row(String table, ObjectNode columns);

    /** Says that an object that was stored belongs to the outcome. */
    void object(StoredObject object);

    /** Adds an item to the item's own run; dropped when the run has seen its key. */
    void emit(Item item);

    /** Whether an item of this key is part of the item's own run; what others emitted just now may be missed. */
    boolean listed(String key);

    /** A step of a worker that must not be repeated. */
    @FunctionalInterface
    interface Step {
        /** Does it; the result is kept. */
        Json run() throws IOException, InterruptedException;
    }

    /**
     * Runs a step once: its result is kept over retries and crashes and given back at the next attempt. A
     * crash in the instant before it was kept repeats it, so the step itself must be idempotent.
     *
     * @param name unique in the item
     */
    Json once(String name, Step step) throws IOException, InterruptedException;
}
