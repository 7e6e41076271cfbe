package dev.trawl.local.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.RunId;
import dev.trawl.core.port.RunLog;
import java.time.Duration;

/**
 * What the workers of a run say for people, on standard error or as messages: so many lines at once, then so many a
 * second; the others are counted. For any number of threads.
 */
final class Notes {
    /** Lines that may come at once. */
    private static final int BURST = 100;

    /** Between two lines where more come. */
    private static final long SPACING_NANOS = Duration.ofMillis(100).toNanos();

    /** The most characters of a line. */
    static final int CHARACTERS_MAX = 500;

    private final RunId run;
    private final RunLog log;
    private long freeAt = System.nanoTime() - BURST * SPACING_NANOS;
    private long leftOut;

    Notes(RunId run, RunLog log) {
        this.run = run;
        this.log = log;
    }

    /** Says a line, or counts it. */
    void line(String text) {
        String cut = text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "…";
        long before = room();
        if (before > 0) {
            log.say(run, leftOut(before));
        }
        if (before >= 0) {
            log.say(run, cut);
        }
    }

    /** Says the lines in some bytes, or counts them. Bytes behind the last line break are a line, too. */
    void lines(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && hasRoom()) {
            int end = next(bytes, at, to);
            if (end > at) {
                line(new String(bytes, at, Math.min(end - at, 4 * CHARACTERS_MAX), UTF_8));
            }
            at = end + 1;
        }
        long skipped = 0;
        for (; at < to; at++) {
            skipped += bytes[at] == '\n' ? 1 : 0;
        }
        leaveOut(skipped);
    }

    /** Says how many were left out since the last that was said. */
    void end() {
        long before;
        synchronized (this) {
            before = leftOut;
            leftOut = 0;
        }
        if (before > 0) {
            log.say(run, leftOut(before));
        }
    }

    private static String leftOut(long lines) {
        return lines + " lines of workers were left out here, as too many came at once";
    }

    private static int next(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private synchronized boolean hasRoom() {
        return freeAt <= System.nanoTime();
    }

    private synchronized void leaveOut(long lines) {
        leftOut += lines;
    }

    /** Takes room for one line: how many were left out before it; -1 where there is none, and it is left out itself. */
    private synchronized long room() {
        long now = System.nanoTime();
        if (freeAt > now) {
            leftOut++;
            return -1;
        }
        freeAt = Math.max(freeAt, now - BURST * SPACING_NANOS) + SPACING_NANOS;
        long before = leftOut;
        leftOut = 0;
        return before;
    }
}
