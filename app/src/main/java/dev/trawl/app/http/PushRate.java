package dev.trawl.app.http;

/**
 * How much may be pushed to one subscription of a feed in a minute, and to all that nobody has worked yet. Whoever owns a feed may be its
 * hub too, and sign whatever they like.
 *
 * @param pushes at least 1
 * @param bytes of their bodies, at least 1; a body that is larger by itself is taken where it is the first of its minute
 * @param pending bytes that were taken of all subscriptions and wait to be worked, at least 1; a body that is larger by itself is taken
 *     where no other waits
 */
public record PushRate(int pushes, long bytes, long pending) {
    /** What holds where nobody says otherwise. */
    public static final PushRate STANDARD = new PushRate(30, 16 << 20, 32 << 20);

    public PushRate {
        if (pushes < 1 || bytes < 1 || pending < 1) {
            throw new IllegalArgumentException(
                    "A subscription may push once and one byte a minute at least, and one byte may wait, got: " + pushes
                            + ", " + bytes + " and " + pending);
        }
    }
}
