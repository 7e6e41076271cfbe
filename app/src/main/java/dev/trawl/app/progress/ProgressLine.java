package dev.trawl.app.progress;

import dev.trawl.core.dispatch.Glance;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shows progress until it is closed: one line that is redrawn on a terminal, a plain line every
 * {@link #PLAIN_EVERY} elsewhere. Looks twice a second, on the executor's thread.
 */
public final class ProgressLine implements AutoCloseable {
    /** How often a plain line is written. */
    public static final Duration PLAIN_EVERY = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** A line that is wider than the terminal could not be redrawn in place; nobody's is narrower than this. */
    private static final int WIDTH_MAX = 79;

    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final InstantSource clock;
    private final Function<Instant, Optional<String>> text;
    private Instant written;
    private boolean drawn;
    private boolean closed;

    /** Of glances that are cheap to take, on any thread; empty ones show nothing. */
    public ProgressLine(PrintStream err, boolean terminal, InstantSource clock, Supplier<Optional<Glance>> glances) {
        this(err, terminal, clock, text(glances));
    }

    /** Of whatever can be said at an instant; empty ones show nothing. Asked by one thread at a time, on any. */
    public ProgressLine(
            PrintStream err, boolean terminal, InstantSource clock, Function<Instant, Optional<String>> text) {
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
        this.text = text;
        this.written = clock.instant();
    }

    private static Function<Instant, Optional<String>> text(Supplier<Optional<Glance>> glances) {
        Pace pace = new Pace();
        return now -> glances.get().map(glance -> {
            pace.see(now, glance.counts().ended());
            return ProgressText.of(glance, pace);
        });
    }

    /** Begins to show. The executor is the caller's, to be shut down after this is closed. */
    public ProgressLine start(ScheduledExecutorService executor) {
        var _ = executor.scheduleAtFixedRate(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Takes a glance, and shows it where it is time to. */
    public synchronized void look() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        text.apply(now).ifPresent(line -> show(now, line));
    }

    private void show(Instant now, String line) {
        if (terminal) {
            err.print(CLEAR + (line.length() > WIDTH_MAX ? line.substring(0, WIDTH_MAX) : line));
            err.flush();
            drawn = true;
        } else if (Duration.between(written, now).compareTo(PLAIN_EVERY) >= 0) {
            err.print(line + "\n");
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
