package dev.trawl.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Measure;
import dev.trawl.web.Allowance;
import dev.trawl.web.Fetched;
import dev.trawl.web.WebAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is done on pages, and the memory that they share, by a real browser. */
@Timeout(120)
final class StepsTest {
    /** Soon enough where what is waited for cannot come. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private static final Allowance SHOWN = new Allowance(4 << 20);
    private static final Allowance SENT = new Allowance(1 << 20);

    @TempDir
    private static Path folder;

    private static BrowserFixture web;

    @BeforeAll
    static void open() throws IOException {
        web = new BrowserFixture(
                folder,
                BrowserFixture.LOOPBACK,
                Rendering.STANDARD,
                new BrowserFixture.Setting(
                        BrowserLimits.STANDARD,
                        InstantSource.system(),
                        new Room(SHOWN, SENT),
                        Browsers.Later.OF_SYSTEM));
        web.page("/end", "<p id=x></p><script>setTimeout(() => x.innerHTML = '<b class=there>came</b>', 300)</script>");
    }

    @AfterAll
    static void close() throws IOException {
        web.close();
    }

    private static Rendering steps(PageStep... steps) {
        return new Rendering(Rendering.HEAVY, List.of(steps));
    }

    @Test
    void an_element_is_waited_for_in_the_document_that_a_script_goes_to() throws Exception {
        web.page("/begin", "<p>begin</p><script>setTimeout(() => location = '/middle', 300)</script>");
        web.page("/middle", "<p>middle</p><script>setTimeout(() => location.replace('/end'), 300)</script>");
        assertThat(web.shown("/begin", steps(new PageStep.WaitFor(".there")))).contains(">came<");
    }

    @Test
    void a_click_on_an_element_that_comes_after_the_page_went_elsewhere_is_made_once() throws Exception {
        web.page("/ahead", "<script>setTimeout(() => location = '/button', 200)</script>");
        web.page(
                "/button",
                "<script>setTimeout(() => document.body.innerHTML = '<button onclick=\"location = `/clicked`\">go</button>', 300)</script><p>x");
        web.page("/clicked", "<p>clicked</p><script>location = '/end'</script>");
        String html = web.shown("/ahead", steps(new PageStep.Click("button"), new PageStep.WaitFor(".there")));
        assertThat(html).contains(">came<");
        assertThat(web.server.asked("/clicked")).isEqualTo(1);
    }

    @Test
    void a_script_that_leaves_the_page_holds_nothing_up() throws Exception {
        web.page("/left", "<p>left</p>");
        PageStep leaves = new PageStep.Script("location = '/end'; new Promise(() => {})");
        assertThat(web.shown("/left", steps(leaves, new PageStep.WaitFor(".there"))))
                .contains(">came<");
    }

    @Test
    void an_element_that_never_comes_costs_the_page_its_time_and_is_named() throws Exception {
        web.page("/never", "<p>never</p>");
        Fetched<String> fetched = web.visit("/never", steps(new PageStep.WaitFor("#no")), SOON);
        assertThat(fetched).isInstanceOfSatisfying(Fetched.Failed.class, failed -> {
            assertThat(failed.why().reason()).isEqualTo("worker-timeout");
            assertThat(failed.why().message()).contains("no element #no within 8000 ms");
        });
    }

    @Test
    void a_script_that_breaks_is_told_of() throws Exception {
        web.page("/sound", "<p>sound</p>");
        PageStep breaks = new PageStep.Script("throw new Error('no such thing')");
        assertThat(web.visit("/sound", steps(breaks), BrowserFixture.TIMEOUT))
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.why().message()).contains("a script failed: Error: no such thing"));
    }

    @Test
    void a_page_that_is_wider_than_any_picture_is_cut_off() throws Exception {
        web.page("/wide", "<div style='width: 200000px; height: 40px'>wide</div>");
        List<byte[]> pictures = new ArrayList<>();
        RenderedReader<String> reader = new RenderedReader<>() {
            @Override
            public String read(WebAddress address, Map<String, String> headers, InputStream body) {
                return "";
            }

            @Override
            public void pictured(String name, byte[] png) {
                pictures.add(png);
            }
        };
        assertThat(web.visit("/wide", steps(new PageStep.Screenshot("all")), reader))
                .isInstanceOf(Fetched.Answered.class);
        assertThat(pictures)
                .singleElement()
                .satisfies(png -> assertThat(
                                ImageIO.read(new ByteArrayInputStream(png)).getWidth())
                        .isEqualTo(4_096));
    }

    @Test
    void a_large_page_waits_for_its_share_of_the_memory_and_a_small_one_does_not() throws Exception {
        web.page("/large", "<p id=x></p><script>x.textContent = 'large '.repeat(100000)</script>");
        try (Allowance.Share _ = SHOWN.take(Long.MAX_VALUE)) {
            assertThat(web.visit("/large", Rendering.STANDARD, SOON))
                    .isEqualTo(new Fetched.Held<>(Duration.ofSeconds(1)));
            assertThat(web.shown("/end", steps(new PageStep.WaitFor(".there")))).contains(">came<");
        }
        assertThat(web.shown("/large", Rendering.STANDARD)).hasSizeGreaterThan(600_000);
        // All of it was given back.
        assertThat(SHOWN.take(Long.MAX_VALUE, Duration.ZERO)).hasValueSatisfying(Allowance.Share::close);
    }

    @Test
    void what_pages_send_waits_for_its_share_of_the_memory() throws Exception {
        web.server.on("/take", line -> {
            byte[] body = line.body();
            line.answer(200, "Content-Type: text/plain\r\n", Integer.toString(body.length));
        });
        web.page("/sends", """
                <p id=x></p><script>fetch('/take', {method: 'POST', body: 'y'.repeat(500000)})
                .then(answer => answer.text()).then(text => x.textContent = 'sent ' + text)</script>
                """);
        try (Allowance.Share _ = SENT.take(Long.MAX_VALUE)) {
            assertThat(web.visit("/sends", Rendering.STANDARD, SOON))
                    .isInstanceOfSatisfying(
                            Fetched.Answered.class,
                            answered ->
                                    assertThat(String.valueOf(answered.body())).doesNotContain("sent 500000"));
            assertThat(web.server.asked("/take")).isZero();
        }
        assertThat(web.shown("/sends", Rendering.STANDARD)).contains("sent 500000");
        assertThat(SENT.take(Long.MAX_VALUE, Duration.ZERO)).hasValueSatisfying(Allowance.Share::close);
    }

    @Test
    void the_time_that_a_page_was_open_is_counted() throws Exception {
        long before = web.counted(Measure.SHOWN);
        assertThat(web.shown("/end", steps(new PageStep.WaitFor(".there")))).contains(">came<");
        assertThat(web.counted(Measure.SHOWN) - before).isBetween(300L, BrowserFixture.TIMEOUT.toMillis());
    }
}
