package dev.trawl.web;

import dev.trawl.core.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One GET: an address, and under which limits it may be asked.
 *
 * @param headers to send beside the ones that every request has
 * @param timeout for everything together: connections, redirects, body
 * @param perHost places at the host
 * @param bodyBytesMax of the body, packed and unpacked
 * @param stops redirects whose target begins with one of these end there: the answer is then
 *     {@link Fetched.Stopped}
 * @param meter where requests and bytes are counted
 */
public record FetchRequest(
        WebAddress address,
        Map<String, String> headers,
        Duration timeout,
        int perHost,
        long bodyBytesMax,
        List<String> stops,
        Meter meter) {
    /** The largest body where a job says nothing. */
    public static final long BODY_BYTES_MAX = 64L * 1024 * 1024;

    public FetchRequest {
        headers = Map.copyOf(headers);
        stops = List.copyOf(stops);
    }

    /** A plain GET. */
    public static FetchRequest of(WebAddress address, Duration timeout, int perHost, Meter meter) {
        return new FetchRequest(address, Map.of(), timeout, perHost, BODY_BYTES_MAX, List.of(), meter);
    }
}
