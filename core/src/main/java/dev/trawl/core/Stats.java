package dev.trawl.core;

/**
 * Sums of what was counted, as {@link Measure} says.
 *
 * @param sent bytes that went out over the wire
 * @param received bytes that came in over the wire
 * @param browserMilliseconds that a browser had items, where their worker could have done without one
 */
public record Stats(long requests, long retries, long bytes, long sent, long received, long browserMilliseconds) {
    /** Nothing used. */
    public static final Stats NONE = new Stats(0, 0, 0);

    /** Of which nobody counted what went over the wire. */
    public Stats(long requests, long retries, long bytes) {
        this(requests, retries, bytes, 0, 0);
    }

    /** Of what no browser had. */
    public Stats(long requests, long retries, long bytes, long sent, long received) {
        this(requests, retries, bytes, sent, received, 0);
    }

    /** Both together. */
    public Stats plus(Stats more) {
        return new Stats(
                requests + more.requests,
                retries + more.retries,
                bytes + more.bytes,
                sent + more.sent,
                received + more.received,
                browserMilliseconds + more.browserMilliseconds);
    }

    /** With one more count. */
    public Stats plus(Measure measure, long amount) {
        return switch (measure) {
            case REQUESTS -> new Stats(requests + amount, retries, bytes, sent, received, browserMilliseconds);
            case RETRIES -> new Stats(requests, retries + amount, bytes, sent, received, browserMilliseconds);
            case BYTES -> new Stats(requests, retries, bytes + amount, sent, received, browserMilliseconds);
            case SENT -> new Stats(requests, retries, bytes, sent + amount, received, browserMilliseconds);
            case RECEIVED -> new Stats(requests, retries, bytes, sent, received + amount, browserMilliseconds);
            case BROWSER_MILLISECONDS ->
                new Stats(requests, retries, bytes, sent, received, browserMilliseconds + amount);
        };
    }
}
