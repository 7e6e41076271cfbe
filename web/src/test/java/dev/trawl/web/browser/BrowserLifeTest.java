package dev.trawl.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Environment;
import dev.trawl.web.KeptBody;
import dev.trawl.web.Relay.Passed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When browsers begin and end, and what is let go of. */
@Timeout(120)
final class BrowserLifeTest {
    private static final Duration IDLE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** A clock that goes as the system's does, and can be put forward. */
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private final List<Runnable> later = Collections.synchronizedList(new ArrayList<>());

    private BrowserFixture web(int pages) throws Exception {
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        BrowserLimits limits = new BrowserLimits(1L << 30, pages, 4, IDLE);
        BrowserFixture web = new BrowserFixture(
                folder,
                BrowserFixture.LOOPBACK,
                Rendering.STANDARD,
                new BrowserFixture.Setting(limits, clock, Room.OF_HEAP, (_, what) -> later.add(what)));
        return web.page("/plain", "<p>as it came");
    }

    private void putForward(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    @Test
    void a_browser_ends_when_nobody_has_needed_it_for_a_while_counted_from_the_last_use() throws Exception {
        try (BrowserFixture web = web(100)) {
            assertThat(web.shown("/plain")).contains("as it came");
            putForward(IDLE.minusSeconds(1));
            assertThat(web.shown("/plain")).contains("as it came");
            putForward(Duration.ofSeconds(2));
            assertThat(later).hasSize(1);
            later.getFirst().run();
            assertThat(web.processes.runs()).as("used two seconds ago").isTrue();
            assertThat(later).as("it is looked at again").hasSize(2);
            putForward(IDLE);
            later.getLast().run();
            web.processes.awaitEnd();
            assertThat(later).hasSize(2);
            assertThat(web.shown("/plain")).contains("as it came");
            assertThat(web.processes.count()).isEqualTo(2);
        }
    }

    @Test
    void another_browser_takes_its_place_after_so_many_pages() throws Exception {
        try (BrowserFixture web = web(2)) {
            for (int n = 0; n < 5; n++) {
                assertThat(web.shown("/plain")).contains("as it came");
            }
            assertThat(web.processes.count()).isEqualTo(3);
        }
    }

    @Test
    void closing_ends_a_browser_whose_place_another_has_taken_too() throws Exception {
        try (BrowserFixture web = web(1)) {
            web.page("/slow", "<p>slow</p><script>fetch('/hang')</script>");
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return web.visit("/slow").toString();
                        } catch (InterruptedException e) {
                            return e.toString();
                        }
                    },
                    Thread::startVirtualThread);
            while (web.server.asked("/hang") == 0) {
                Thread.onSpinWait();
            }
            assertThat(web.shown("/plain")).contains("as it came");
            web.browsers.close();
            assertThat(slow.get()).contains("Held");
            web.processes.awaitAllEnd();
        }
    }

    @Test
    void an_answer_that_ends_after_its_page_was_closed_is_let_go_of() throws Exception {
        Passage.Limits limits = new Passage.Limits(Instant.MAX, 1, 1, (_, _) -> {}, false);
        List<Happening> told = new ArrayList<>();
        Passage passage = new Passage(Credentials.make(), limits, told::add, _ -> {});
        KeptBody body = KeptBody.read(new ByteArrayInputStream(new byte[1 << 20]), Long.MAX_VALUE);
        passage.close();
        passage.tell(new Happening.Over(1, new Passed.Whole(1), Optional.of(body)));
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> body.copyTo(new ByteArrayOutputStream())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void the_environment_says_what_a_browser_may_have() {
        Map<String, String> said = Map.of(
                "TRAWL_BROWSER_MEMORY", "512MB",
                "TRAWL_BROWSER_PAGES", "7",
                "TRAWL_BROWSER_OPEN", "3");
        Environment environment = name -> Optional.ofNullable(said.get(name));
        assertThat(BrowserLimits.of(environment)).isEqualTo(new BrowserLimits(512L << 20, 7, 3, Duration.ofMinutes(1)));
        assertThat(BrowserLimits.of(_ -> Optional.empty())).isEqualTo(BrowserLimits.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({
        "TRAWL_BROWSER_MEMORY, 10MB",
        "TRAWL_BROWSER_MEMORY, much",
        "TRAWL_BROWSER_PAGES, 0",
        "TRAWL_BROWSER_OPEN, 65",
        "TRAWL_BROWSER_OPEN, 99999999999"
    })
    void what_makes_no_sense_there_is_refused(String name, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrowserLimits.of(asked -> asked.equals(name) ? Optional.of(text) : Optional.empty()))
                .withMessageContaining(name + " takes")
                .withMessageContaining("got: " + text);
    }
}
