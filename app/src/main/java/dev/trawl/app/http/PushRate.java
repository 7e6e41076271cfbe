package dev.trawl.app.http;

/**
 * How much may be pushed to one subscription of a feed in a minute. Whoever owns a feed may be its hub too, and sign whatever they like.
 *
 * @param pushes at least 1
 * @param bytes of their bodies, at least 1; a body that is larger by itself is taken where it is the first of its minute
 */
public record PushRate(int pushes, long bytes) {
    /** What holds where nobody says otherwise. */
    public static final PushRate STANDARD = new PushRate(30, 16 << 20);

    public PushRate {
        if (pushes < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "A subscription may push once and one byte a minute at least, got: " + pushes + " and " + bytes);
        }
    }
}
