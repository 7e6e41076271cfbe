package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.HostileServer;
import dev.trawl.testkit.web.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A web that asks its test before it answers. For any thread. */
public final class HeldWeb implements AutoCloseable {
    private static final int ITEMS_MAX = 1_000;
    private static final int FOR_EVER = 1_000_000;
    private static final int PATIENCE_SECONDS = 60;

    private final HostileServer server = HostileServer.start();
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    /** Answers nobody yet. */
    public HeldWeb() throws IOException {
        for (int n = 0; n < ITEMS_MAX; n++) {
            server.on("/item-" + n, this::answer);
        }
    }

    /** The input that names it. */
    public String input() {
        return "web=http://127.0.0.1:" + server.port();
    }

    /** Answers an item with a status from now on. */
    public void says(String item, int status) {
        statuses.put(item, status);
    }

    /** Waits until it was asked so often more. */
    public void awaitAsked(int times) throws InterruptedException {
        assertThat(asked.tryAcquire(times, PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(
                        "asked %d times more, it was asked %d times in all",
                        times, server.asked().size())
                .isTrue();
    }

    /** How often it was asked beyond what was waited for. */
    public int askedMore() {
        return asked.availablePermits();
    }

    /** How often it was asked for an item. */
    public long asked(String item) {
        return server.asked("/" + item);
    }

    /** Answers so many of those who ask. */
    public void letGo(int some) {
        answers.release(some);
    }

    /** Answers everybody from now on. */
    public void open() {
        answers.release(FOR_EVER);
    }

    @Override
    public void close() throws IOException {
        server.close();
        open();
    }

    private void answer(Line line) throws IOException, InterruptedException {
        asked.release();
        answers.acquire();
        int status = statuses.getOrDefault(line.asked().path().substring(1), 200);
        if (line.rest(Duration.ZERO)) {
            line.answer(status, "Content-Type: text/plain\r\n", "an answer");
        }
    }
}
