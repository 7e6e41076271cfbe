package dev.trawl.core.dispatch;

/**
 * How much of one run is held at once.
 *
 * @param items that are ready to be begun; at least 2
 * @param bytes of their values
 * @param backlog items that are open and could be worked; listing waits while there are so many
 * @param unsettled outcomes that are not durable yet; more are not made
 */
public record Window(int items, long bytes, long backlog, int unsettled) {
    /** As machines have it. */
    public static final Window STANDARD = new Window(10_000, 16L * 1024 * 1024, 50_000, 20_000);

    /** @throws IllegalArgumentException where nothing could ever be begun or listed */
    public Window {
        if (items < 2 || bytes < 2 || backlog < 1 || unsettled < 1) {
            throw new IllegalArgumentException("A window so small lets nothing through: " + items + " items, " + bytes
                    + " bytes, " + backlog + " of backlog, " + unsettled + " unsettled");
        }
    }
}
