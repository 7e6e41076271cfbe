package dev.trawl.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.testkit.web.HostileServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that asks to be left alone is left alone, over the death of the process too. */
@Timeout(60)
final class RetryAfterTest {
    /** What the host asks for. */
    private static final Duration ASKED = Duration.ofSeconds(6);

    /** A killed process has read and kept the answer by then, and the next one is up well before the hold ends. */
    private static final long READ_MILLISECONDS = 1_000;

    @TempDir
    private Path root;

    @Test
    void the_next_process_does_not_ask_before_it_may_not_even_for_another_run() throws Exception {
        try (TrawlFolder folder = new TrawlFolder(root, List.of());
                HostileServer server = HostileServer.start()) {
            List<Long> asked = new CopyOnWriteArrayList<>();
            CountDownLatch refused = new CountDownLatch(1);
            server.on("/item-0", line -> {
                asked.add(System.nanoTime());
                boolean first = asked.size() == 1;
                line.answer(first ? 429 : 200, first ? "Retry-After: " + ASKED.toSeconds() + "\r\n" : "", "busy");
                refused.countDown();
            });
            String web = "web=http://127.0.0.1:" + server.port();
            ChildTrawl child = folder.start("run", "errands", web, "items=1");
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.endsWithin(READ_MILLISECONDS)).isFalse();
            child.kill();
            String first = folder.newest();

            folder.good("run", "errands", web, "items=1");
            assertThat(Duration.ofNanos(asked.get(1) - asked.get(0))).isGreaterThanOrEqualTo(ASKED.minusMillis(50));
            folder.good("run", "--resume", first);
            assertThat(asked).hasSize(3);
        }
    }
}
