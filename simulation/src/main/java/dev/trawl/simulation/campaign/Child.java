package dev.trawl.simulation.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A process of worlds, as the one that counts sees it. For one thread; {@link #close} for any. */
final class Child implements AutoCloseable {
    /** Lines that wait to be read; one that says more than is read waits itself. */
    private static final int LINES_AHEAD = 1_000;

    /** Lines of its complaints that are kept. */
    private static final int COMPLAINTS_MAX = 5;

    /** A process that is told to die is dead after this time. */
    private static final Duration DEATH_MAX = Duration.ofSeconds(10);

    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(LINES_AHEAD);
    private final Deque<String> complaints = new ArrayDeque<>();

    private Child(Process process) {
        this.process = process;
    }

    static Child start(Launch launch, ThreadFactory threads) throws IOException {
        Child child = new Child(launch.start());
        threads.newThread(child::listen).start();
        threads.newThread(() -> read(child.process.getErrorStream(), child::complain))
                .start();
        return child;
    }

    private void listen() {
        read(process.getInputStream(), line -> put(Optional.of(line)));
        put(Optional.empty());
    }

    private void put(Optional<String> line) {
        try {
            lines.put(line);
        } catch (InterruptedException e) {
            // Nobody reads any more.
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void complain(String line) {
        synchronized (complaints) {
            complaints.add(line);
            if (complaints.size() > COMPLAINTS_MAX) {
                complaints.removeFirst();
            }
        }
    }

    private static void read(InputStream from, Consumer<String> line) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, UTF_8))) {
            reader.lines().forEach(line);
        } catch (IOException | UncheckedIOException e) {
            // It is gone, as the end of its lines says too.
        }
    }

    /** Asks for something. */
    void ask(Request request) throws ChildLost, InterruptedException {
        try {
            process.getOutputStream().write((Json.of(request.json()) + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw dead();
        }
    }

    /** Its next line; whoever says nothing for longer is lost. */
    JsonNode answer(Duration longest) throws ChildLost, InterruptedException {
        Optional<String> line = lines.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            close();
            throw new ChildLost("It said nothing for " + longest.toSeconds() + " s");
        }
        if (line.isEmpty()) {
            throw dead();
        }
        return Json.parse(line.get()).tree();
    }

    private ChildLost dead() throws InterruptedException {
        boolean ended = process.waitFor(DEATH_MAX.toMillis(), TimeUnit.MILLISECONDS);
        String status =
                ended ? "Its process ended with status " + process.exitValue() : "Its process closed its output";
        synchronized (complaints) {
            return new ChildLost(complaints.isEmpty() ? status : status + ": " + String.join(" / ", complaints));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
