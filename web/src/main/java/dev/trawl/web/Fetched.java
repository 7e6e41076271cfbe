package dev.trawl.web;

import dev.trawl.core.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What came of a fetch. */
public sealed interface Fetched<T> {
    /**
     * It was answered with 2xx and the body was read; or with 304, without a body, where the request was conditional.
     *
     * @param address that answered last
     * @param headers of the last answer, by lower-case name; of repeated ones the first
     */
    record Answered<T>(WebAddress address, int status, Map<String, String> headers, T body) implements Fetched<T> {
        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /** A redirect led to where the request said it should stop; the target was not asked. */
    record Stopped<T>(String target) implements Fetched<T> {}

    /**
     * It failed.
     *
     * @param status of the last answer; empty where there was none
     * @param body the beginning of an error's body as text, at most 64 KiB; empty where there was none
     * @param retry whether asking again makes sense
     * @param after the least wait as the other side asked for it; zero where it did not
     */
    record Failed<T>(Failure why, Optional<Integer> status, String body, boolean retry, Duration after)
            implements Fetched<T> {}

    /**
     * It was not asked, as its host is held for longer than a fetch waits.
     *
     * @param after how long it should rest; no attempt is used up
     */
    record Held<T>(Duration after) implements Fetched<T> {}
}
