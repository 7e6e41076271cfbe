package dev.trawl.local.lane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a worker writes: its standard output line by line, as fast as somebody takes the lines, and its standard error,
 * which is read away. Neither grows in memory.
 */
final class WorkerStreams {
    /** The longest line. */
    static final int LINE_BYTES_MAX = 1 << 20;

    /** Stands for a line that is longer, as an empty one is never said; nothing more is read behind it. */
    static final byte[] TOO_LONG = {};

    /** Lines that wait to be taken. */
    private static final int WAITING_MAX = 8;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** How long the end of a stream is waited for whose writers are gone. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    /** How long the last words of a worker are waited for that has ended. */
    private static final Duration WORDS_PATIENCE = Duration.ofSeconds(1);

    private final BlockingQueue<Optional<byte[]>> lines = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Thread out;
    private final Thread err;
    private volatile boolean abandoned;
    private final LastWords words = new LastWords();

    /** Begins to read. */
    WorkerStreams(Process process, Notes notes) {
        out = reader(process, "out", () -> split(process.getInputStream()));
        err = reader(process, "err", () -> words.drain(process.getErrorStream(), notes::lines));
    }

    /** Something that reads a stream to its end. */
    private interface Reading {
        void run() throws IOException, InterruptedException;
    }

    private static Thread reader(Process process, String name, Reading reading) {
        return Thread.ofPlatform()
                .daemon()
                .name("trawl-worker-" + process.pid() + "-" + name)
                .start(() -> {
                    try {
                        reading.run();
                    } catch (IOException | InterruptedException e) {
                        // The worker is gone, and nobody takes its lines any more.
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void split(InputStream stream) throws InterruptedException {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                split(buffer, read, line);
                if (line.size() > LINE_BYTES_MAX) {
                    lines.put(Optional.of(TOO_LONG));
                    return;
                }
            }
        } catch (IOException e) {
            // The end of a process that was killed.
        }
        // What stands behind the last line break was never said to its end.
        if (!lines.offer(Optional.empty()) && !abandoned) {
            lines.put(Optional.empty());
        }
    }

    /** Hands the lines of a buffer over, waiting for whoever takes them; what nobody takes any more is dropped. */
    private void split(byte[] buffer, int read, ByteArrayOutputStream line) throws InterruptedException {
        try {
            int from = 0;
            for (int at = 0; at < read && !abandoned; at++) {
                if (buffer[at] == '\n') {
                    line.write(buffer, from, at - from);
                    from = at + 1;
                    put(line);
                }
            }
            line.write(buffer, from, abandoned ? 0 : read - from);
        } catch (InterruptedException e) {
            if (!abandoned) {
                throw e;
            }
        }
    }

    private void put(ByteArrayOutputStream line) throws InterruptedException {
        if (line.size() > 0) {
            lines.put(Optional.of(line.toByteArray()));
        }
        line.reset();
    }

    /** The worker has ended: waits until its last words are here, unless a child of it keeps the stream open. */
    void hearOut() throws InterruptedException {
        var _ = err.join(WORDS_PATIENCE);
    }

    /** The end of what was said on standard error so far; empty where nothing was. */
    Optional<String> lastWords() {
        return words.said();
    }

    /** The next line; empty when there is none any more. */
    Optional<byte[]> take() throws InterruptedException {
        return lines.take();
    }

    /** Whether nothing was said that nobody asked for. What is for people is passed on. */
    boolean quiet(Notes people) {
        for (Optional<byte[]> line = lines.poll(); line != null; line = lines.poll()) {
            if (line.isEmpty() || !harmless(line.get(), people)) {
                return false;
            }
        }
        return true;
    }

    private static boolean harmless(byte[] line, Notes people) {
        try {
            return switch (WorkerMessage.read(line)) {
                case WorkerMessage.Log log -> {
                    people.line(log.text());
                    yield true;
                }
                case WorkerMessage.Heartbeat() -> true;
                case WorkerMessage.Row _,
                        WorkerMessage.Named _,
                        WorkerMessage.Done _,
                        WorkerMessage.Dead _,
                        WorkerMessage.Retry _ -> false;
            };
        } catch (WorkerMessage.Nonsense e) {
            return false;
        }
    }

    /** Nobody takes lines any more: they are read away, so that the worker is not held up. */
    void abandon() {
        abandoned = true;
        lines.clear();
        out.interrupt();
    }

    /**
     * Nothing of the worker is left. What it said before is still there to be taken, up to its end; that comes late only
     * where somebody holds the stream who was not known to belong to it.
     */
    void end() {
        Thread.ofVirtual().name("trawl-worker-streams").start(() -> {
            try {
                if (!out.join(END_PATIENCE)) {
                    out.interrupt();
                    var _ = lines.offer(Optional.empty());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
