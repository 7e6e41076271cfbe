package dev.trawl.app.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows progress until it is closed: one line that is redrawn on a terminal, a plain line every
 * {@link #PLAIN_EVERY} elsewhere. Looks twice a second, on the executor's thread.
 */
public final class ProgressLine implements AutoCloseable {
    /** How often a plain line is written. */
    public static final Duration PLAIN_EVERY = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final InstantSource clock;
    private final Supplier<Snapshot> snapshots;
    private final Pace pace = new Pace();
    private Instant written;
    private boolean drawn;
    private boolean closed;

    /** Of snapshots that are cheap to take and may be taken on any thread. */
    public ProgressLine(PrintStream err, boolean terminal, InstantSource clock, Supplier<Snapshot> snapshots) {
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
        this.snapshots = snapshots;
        this.written = clock.instant();
    }

    /** Begins to show. The executor is the caller's, to be shut down after this is closed. */
    public ProgressLine start(ScheduledExecutorService executor) {
        var _ = executor.scheduleAtFixedRate(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Takes a snapshot, and shows it where it is time to. */
    public synchronized void look() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        Snapshot snapshot = snapshots.get();
        pace.see(now, snapshot.counts().ended());
        String text = ProgressText.of(snapshot, pace);
        if (terminal) {
            err.print(CLEAR + text);
            err.flush();
            drawn = true;
        } else if (Duration.between(written, now).compareTo(PLAIN_EVERY) >= 0) {
            err.print(text + "\n");
            written = now;
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        closed = true;
        if (drawn) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
