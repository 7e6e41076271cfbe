package dev.trawl.app.embedded;

import dev.trawl.core.Row;

/**
 * What a program does itself when a run of a job in Java has worked its last item. It is called before the run's end is recorded, once
 * for each end, but again where a crash came between: what it does has to be the same when it is done twice.
 */
@FunctionalInterface
public interface Closing {
    /**
     * Closes a run.
     *
     * @param end the row that {@code close} writes: {@code run}, {@code state}, {@code done}, {@code rows}, {@code cost} and the others
     * @throws Exception where the run has failed by that: with the reason {@code row-refused} and this message
     */
    void close(Row end) throws Exception;
}
