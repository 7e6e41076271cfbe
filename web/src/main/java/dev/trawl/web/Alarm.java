package dev.trawl.web;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** Ends an exchange on the wire when its time is up, whatever it is doing then. */
final class Alarm implements AutoCloseable {
    private volatile boolean rang;
    private final Future<?> due;

    Alarm(ScheduledExecutorService timer, HttpUriRequestBase exchange, Duration left) {
        this.due = timer.schedule(() -> ring(exchange), Math.max(left.toNanos(), 0), TimeUnit.NANOSECONDS);
    }

    /** Whether the time was up. */
    boolean rang() {
        return rang;
    }

    @Override
    public void close() {
        due.cancel(false);
    }

    private void ring(HttpUriRequestBase exchange) {
        rang = true;
        // Closing a connection can block; the timer has others to wake.
        Thread.ofVirtual().name("timeout").start(exchange::abort);
    }
}
