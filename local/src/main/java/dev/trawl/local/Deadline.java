package dev.trawl.local;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a channel that takes too long, since reads of Unix domain sockets know no time limit. */
final class Deadline implements AutoCloseable {
    private final CountDownLatch met = new CountDownLatch(1);

    private Deadline() {}

    static Deadline of(Closeable channel, Duration atMost) {
        Deadline deadline = new Deadline();
        Thread.ofVirtual().start(() -> deadline.watch(channel, atMost));
        return deadline;
    }

    @Override
    public void close() {
        met.countDown();
    }

    private void watch(Closeable channel, Duration atMost) {
        try {
            if (!met.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                channel.close();
            }
        } catch (InterruptedException | IOException e) {
            // Nobody interrupts this thread, and a channel that cannot be closed is as good as closed.
            met.countDown();
        }
    }
}
