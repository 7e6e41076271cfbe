package dev.trawl.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads the body of a good answer. What it does not read is not taken from the wire: the connection is closed then. */
@FunctionalInterface
public interface BodyReader<T> {
    /**
     * Reads as much as it wants.
     *
     * @param headers by lower-case name
     * @param body with its content encoding removed; throws when a limit is reached, which ends the fetch as failed
     */
    T read(WebAddress address, Map<String, String> headers, InputStream body) throws IOException;

    /** Whether the first bytes may be all it wants, so that it is given them of a body that is announced as too big. */
    default boolean peeks() {
        return false;
    }

    /**
     * Whether a redirect is followed; asked before its target is. Where it is not, the fetch ends as {@link
     * Fetched.Stopped}. No time of the fetch passes meanwhile.
     *
     * @param status of the answer that redirects
     */
    default boolean follows(int status, WebAddress from, WebAddress target) throws InterruptedException {
        return true;
    }
}
