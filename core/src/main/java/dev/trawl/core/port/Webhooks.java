package dev.trawl.core.port;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts messages to others, signed after Standard Webhooks (standardwebhooks.com). One call is one try. Safe for any
 * number of threads.
 */
public interface Webhooks {
    /** Posts once. What the other side does wrong is a result, not an exception. */
    Sent send(Message message) throws InterruptedException;

    /**
     * Checks an address and a secret.
     *
     * @param secret empty where it is the data folder's
     * @throws IllegalArgumentException where nothing could be posted there, or be signed with it
     */
    void check(String url, Optional<String> secret);

    /**
     * A message.
     *
     * @param secret {@code whsec_} and base64
     * @param id the same at every try, so that whoever gets it twice can tell
     * @param timeout for everything together
     */
    record Message(String url, String secret, String id, Json body, Duration timeout) {
        @Override
        public String toString() {
            // Without the secret.
            return "Message[" + id + " to " + url + "]";
        }
    }

    /** What came of a try. */
    sealed interface Sent {
        /** It was answered with 2xx. */
        record Taken() implements Sent {}

        /**
         * It was not taken.
         *
         * @param last whether another try makes no sense: 410, or an address that is refused
         * @param after the least wait as the other side asked for it; zero where it did not
         */
        record Failed(Failure why, boolean last, Duration after) implements Sent {}
    }
}
