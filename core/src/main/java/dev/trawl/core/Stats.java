package dev.trawl.core;

/** Sums of what was counted. */
public record Stats(long requests, long retries, long bytes) {
    /** Nothing used. */
    public static final Stats NONE = new Stats(0, 0, 0);

    /** Both together. */
    public Stats plus(Stats more) {
        return new Stats(requests + more.requests, retries + more.retries, bytes + more.bytes);
    }

    /** With one more count. */
    public Stats plus(Measure measure, long amount) {
        return switch (measure) {
            case REQUESTS -> new Stats(requests + amount, retries, bytes);
            case RETRIES -> new Stats(requests, retries + amount, bytes);
            case BYTES -> new Stats(requests, retries, bytes + amount);
        };
    }
}
