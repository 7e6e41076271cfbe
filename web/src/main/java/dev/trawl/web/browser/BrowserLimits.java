package dev.trawl.web.browser;

import dev.trawl.core.Environment;
import dev.trawl.core.Sizes;
import java.time.Duration;

/**
 * What a browser may have, and how long it is kept.
 *
 * @param memoryBytes that it may have with all that it starts; one that has more is ended
 * @param pages that one shows; then another takes its place
 * @param open pages at once
 * @param idle how long one is kept that nobody needs
 */
public record BrowserLimits(long memoryBytes, int pages, int open, Duration idle) {
    /** 2 GB; 500 pages; 4 at once for each processor, 16 at most; a minute. */
    public static final BrowserLimits STANDARD = new BrowserLimits(
            2L << 30, 500, Math.clamp(4L * Runtime.getRuntime().availableProcessors(), 4, 16), Duration.ofMinutes(1));

    private static final String MEMORY = "TRAWL_BROWSER_MEMORY";
    private static final String PAGES = "TRAWL_BROWSER_PAGES";
    private static final String OPEN = "TRAWL_BROWSER_OPEN";

    /** Less than this no browser can begin with. */
    private static final long MEMORY_MIN = 256L << 20;

    private static final int PAGES_MAX = 1_000_000;

    /** More pages at once than this are quicker in another process. */
    private static final int OPEN_MAX = 64;

    /**
     * As the environment says: {@code TRAWL_BROWSER_MEMORY}, {@code _PAGES}, {@code _OPEN}; what it leaves out is standard.
     *
     * @throws IllegalArgumentException where it makes no sense, with what it takes
     */
    public static BrowserLimits of(Environment environment) {
        return new BrowserLimits(
                environment.get(MEMORY).map(BrowserLimits::memory).orElse(STANDARD.memoryBytes),
                whole(environment, PAGES, STANDARD.pages, PAGES_MAX),
                whole(environment, OPEN, STANDARD.open, OPEN_MAX),
                STANDARD.idle);
    }

    private static long memory(String text) {
        try {
            long bytes = Sizes.parse(text);
            if (bytes >= MEMORY_MIN) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Refused like one that is too small.
        }
        throw new IllegalArgumentException(
                MEMORY + " takes a size of 256MB or more, such as 2GB, got: " + text + "; nothing was started");
    }

    private static int whole(Environment environment, String name, int standard, int most) {
        String text = environment.get(name).orElse(Integer.toString(standard));
        if (text.matches("[1-9]\\d{0,6}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                name + " takes a whole number from 1 to " + most + ", got: " + text + "; nothing was started");
    }
}
