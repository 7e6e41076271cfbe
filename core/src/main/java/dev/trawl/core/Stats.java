package dev.trawl.core;

/**
 * Sums of what was counted, as {@link Measure} says.
 *
 * @param sent bytes that went out over the wire
 * @param received bytes that came in over the wire
 * @param shown milliseconds that pages were open in a browser, one after the other
 */
public record Stats(long requests, long retries, long bytes, long sent, long received, long shown) {
    /** Nothing used. */
    public static final Stats NONE = new Stats(0, 0, 0);

    /** Of which nobody counted what went over the wire, and which needed no browser. */
    public Stats(long requests, long retries, long bytes) {
        this(requests, retries, bytes, 0, 0, 0);
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
                shown + more.shown);
    }

    /** With one more count. */
    public Stats plus(Measure measure, long amount) {
        return switch (measure) {
            case REQUESTS -> new Stats(requests + amount, retries, bytes, sent, received, shown);
            case RETRIES -> new Stats(requests, retries + amount, bytes, sent, received, shown);
            case BYTES -> new Stats(requests, retries, bytes + amount, sent, received, shown);
            case SENT -> new Stats(requests, retries, bytes, sent + amount, received, shown);
            case RECEIVED -> new Stats(requests, retries, bytes, sent, received + amount, shown);
            case SHOWN -> new Stats(requests, retries, bytes, sent, received, shown + amount);
        };
    }
}
