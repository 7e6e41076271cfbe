package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.Failure;
import dev.trawl.core.Json;
import dev.trawl.core.port.Companions.Companion;
import dev.trawl.testkit.TotalMeter;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.WebAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands that a browser refuses. */
@Timeout(60)
final class RefusalTest {
    private static final Duration PAGE_TIME = Duration.ofMinutes(10);

    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

    /** Says yes to every command but pictures. */
    private static final class Refusing extends OutputStream implements Companion {
        private final PipedInputStream output = new PipedInputStream(1 << 16);
        private final PipedOutputStream said;
        private final ByteArrayOutputStream command = new ByteArrayOutputStream();

        Refusing() throws IOException {
            said = new PipedOutputStream(output);
        }

        @Override
        public void write(int one) throws IOException {
            if (one != 0) {
                command.write(one);
                return;
            }
            JsonNode asked = Json.parse(command.toByteArray());
            command.reset();
            ObjectNode answer = Json.object().put("id", asked.path("id").asInt());
            if (asked.path("method").asString("").equals("Page.captureScreenshot")) {
                answer.putObject("error").put("code", -32000).put("message", "Unable to capture screenshot");
            } else {
                answer.putObject("result").put("sessionId", "s").put("targetId", "t");
            }
            said.write((Json.of(answer) + "\0").getBytes(UTF_8));
            said.flush();
        }

        @Override
        public OutputStream input() {
            return this;
        }

        @Override
        public InputStream output() {
            return output;
        }

        @Override
        public Optional<Failure> fault() {
            return Optional.empty();
        }

        @Override
        public Optional<String> lastWords() {
            return Optional.empty();
        }

        @Override
        public void end() {
            try {
                said.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Tab opened(Devtools devtools, Credentials credentials) throws Exception {
        devtools.open();
        return Tab.open(
                devtools, new Tab.Setting(credentials, Rendering.STANDARD, happenings::add), Duration.ofSeconds(10));
    }

    private Course course(Passage passage, Tab tab) {
        InstantSource clock = InstantSource.system();
        Instant end = clock.instant().plus(PAGE_TIME);
        FetchRequest request = FetchRequest.of(WebAddress.parse("http://shop.test/"), PAGE_TIME, 8, new TotalMeter());
        Arrival<String> arrival = new Arrival<>(request, (_, _, _) -> "", clock);
        return new Course(happenings, arrival, passage, tab, new Course.Time(clock, end));
    }

    private Passage passage(Credentials credentials) {
        Passage.Limits limits = new Passage.Limits(Instant.MAX, 8, 1 << 20, new TotalMeter(), false);
        return new Passage(credentials, limits, happenings::add, _ -> {});
    }

    @Test
    void what_the_browser_refuses_is_not_waited_for_until_the_time_of_the_page_is_over() throws Exception {
        Credentials credentials = new Credentials("user", "password");
        Refusing browser = new Refusing();
        Tab tab = opened(new Devtools(browser), credentials);
        Course course = course(passage(credentials), tab);
        assertThatThrownBy(() -> course.answer(() -> tab.ask("Page.captureScreenshot", Map.of()), "picture of it"))
                .isInstanceOf(PageBroken.class)
                .hasMessage("no picture of it: the browser refused (Unable to capture screenshot)");
        browser.end();
    }

    @Test
    void a_document_that_refuses_as_it_is_gone_is_followed_by_the_next() throws Exception {
        Credentials credentials = new Credentials("user", "password");
        Refusing browser = new Refusing();
        Tab tab = opened(new Devtools(browser), credentials);
        Course course = course(passage(credentials), tab);
        happenings.add(new Happening.Answered());
        happenings.add(new Happening.Shown("next"));
        assertThat(course.orGone(tab.ask("Page.captureScreenshot", Map.of()), "picture of it"))
                .isEmpty();
        browser.end();
    }
}
