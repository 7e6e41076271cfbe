package dev.trawl.core.cost;

import java.math.BigDecimal;

/**
 * How a run would be laid out on AWS, as far as its cost depends on it.
 *
 * @param pageItems items of a page of the listing: an object, and a message of its own
 * @param chunkItems items of a chunk, where a job does not say so: a message, an invocation, a marker in a table
 * @param queueBatch messages that go with one request
 * @param functionGb memory of a function that works inline, of 1,024 MB each
 * @param functionPlaces items that one such function works at once
 * @param taskVcpus processors of a task
 * @param taskGb its memory
 * @param taskPlaces items that one task works at once
 * @param browserGb memory of a function, or of a task, that has a browser
 * @param browserPlaces pages that such a one shows at once
 * @param childTransitions state transitions for a chunk
 * @param runTransitions state transitions for a run
 * @param expressGb memory that the child of an Express map is billed for
 */
public record Plan(
        int pageItems,
        int chunkItems,
        int queueBatch,
        BigDecimal functionGb,
        int functionPlaces,
        BigDecimal taskVcpus,
        BigDecimal taskGb,
        int taskPlaces,
        BigDecimal browserGb,
        int browserPlaces,
        int childTransitions,
        int runTransitions,
        BigDecimal expressGb) {}
