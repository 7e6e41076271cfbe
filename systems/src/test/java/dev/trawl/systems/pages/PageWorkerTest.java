package dev.trawl.systems.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Changed;
import dev.trawl.core.Failure;
import dev.trawl.core.Measure;
import dev.trawl.core.Sha256;
import dev.trawl.testkit.FakeAttempt;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageWorkerTest {
    private final PageFixture web = new PageFixture(new Following(false, 10, Scope.HOST));
    private final FakeAttempt attempt = FakeAttempt.first(3);

    PageWorkerTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private String work(String path) throws IOException, InterruptedException {
        return PageFixture.reason(web.work(web.server.url(path), attempt));
    }

    private String workLast(String path) throws IOException, InterruptedException {
        return PageFixture.reason(web.work(web.server.url(path), FakeAttempt.first(1)));
    }

    @Test
    void a_page_that_was_read_has_a_row_with_everything() throws Exception {
        String html = "<title>Home</title><link rel=canonical href=/c><p>text <a href=/x>x</a>";
        web.page("/a", html);
        assertThat(work("/a#part")).isEqualTo("done");
        assertThat(PageFixture.row(attempt))
                .containsEntry("url", web.server.url("/a"))
                .containsEntry("final_url", web.server.url("/a"))
                .containsEntry("status", 200)
                .containsEntry("type", "text/html")
                .containsEntry("charset", "utf-8")
                .containsEntry("bytes", (long) html.length())
                .containsEntry("sha256", Sha256.hex(html.getBytes(UTF_8)))
                .containsEntry("changed", new Changed("sha256"))
                .containsEntry("title", "Home")
                .containsEntry("canonical", web.server.url("/c"))
                .containsEntry("links", 1)
                .containsEntry("depth", 0)
                .containsEntry("text_bytes", 6L)
                .containsEntry("fetched", PageFixture.NOW)
                .containsEntry("run", "test")
                .containsKey("milliseconds")
                .doesNotContainKey("problem");
        assertThat(attempt.emitted()).isEmpty();
        assertThat(attempt.counted(Measure.REQUESTS)).isEqualTo(2);
    }

    @Test
    void rules_add_columns_to_the_row() throws Exception {
        web.page("/a", "<h1>A thing</h1><p class=price>EUR 1.299,00</p>");
        assertThat(work("/a")).isEqualTo("done");
        assertThat(PageFixture.row(attempt))
                .containsEntry("heading", "A thing")
                .containsEntry("price", new BigDecimal("1299.00"));
    }

    @Test
    void redirects_are_followed_and_recorded() throws Exception {
        web.page("/end", "<title>End</title>");
        web.redirect("/b", "/end");
        web.redirect("/a", "b");
        assertThat(work("/a")).isEqualTo("done");
        assertThat(PageFixture.row(attempt))
                .containsEntry("url", web.server.url("/a"))
                .containsEntry("final_url", web.server.url("/end"))
                .containsEntry("title", "End");
        assertThat(String.valueOf(PageFixture.row(attempt).get("redirects")))
                .isEqualTo("[{\"status\":302,\"url\":\"" + web.server.url("/b") + "\"},{\"status\":302,\"url\":\""
                        + web.server.url("/end") + "\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "/missing, http-404, 404",
        "/truncated, truncated, 200",
        "/not-gzip, bad-body, 200",
        "/redirect-loop, redirect-loop, 302",
        "/bad-location, bad-redirect, 302",
        "/reset, reset, ",
        "/to-refused, address-refused, 302",
    })
    void a_page_that_failed_for_good_has_a_row_with_its_reason(String path, String reason, Integer status)
            throws Exception {
        web.redirect("/to-refused", "http://10.0.0.1/");
        FakeAttempt last = FakeAttempt.first(1);
        assertThat(PageFixture.reason(web.work(web.server.url(path), last))).isEqualTo(reason);
        assertThat(PageFixture.row(last))
                .containsEntry("problem", reason)
                .containsEntry("url", web.server.url(path))
                .containsEntry("status", status)
                .containsKey("milliseconds");
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_without_a_row() throws Exception {
        assertThat(work("/reset")).isEqualTo("again: reset");
        assertThat(attempt.rows("pages")).isEmpty();
        // A kept connection that broke is asked again on a new one: that is a retry, too.
        assertThat(attempt.counted(Measure.RETRIES)).isEqualTo(web.server.asked("/reset") - 1);
        FakeAttempt second = attempt.next();
        assertThat(PageFixture.reason(web.work(web.server.url("/reset"), second)))
                .isEqualTo("again: reset");
        assertThat(second.counted(Measure.RETRIES)).isEqualTo(web.server.asked("/reset") - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not a url", "http://", "http://[::1", "mailto:a@f.test", "http://f.test:99999/", "/relative", ""
            })
    void what_is_no_address_is_dead_and_has_a_row(String text) throws Exception {
        assertThat(PageFixture.reason(web.work(text, attempt))).isEqualTo("bad-url");
        assertThat(PageFixture.row(attempt)).containsEntry("url", text).containsEntry("problem", "bad-url");
    }

    @Test
    void an_item_that_died_without_a_word_has_a_row() {
        web.worker().buried(PageItem.listed("http://a.test/"), new Failure("worker-crash", "gone"), attempt);
        assertThat(PageFixture.row(attempt))
                .containsEntry("url", "http://a.test/")
                .containsEntry("problem", "worker-crash");
    }

    @Test
    void what_robots_forbid_is_never_asked_for_as_the_target_of_a_redirect_too() throws Exception {
        web.server.on("/robots.txt", line -> line.answer(200, "", "User-agent: *\nDisallow: /no\n"));
        web.redirect("/jump", "/no/1");
        assertThat(work("/no/2")).isEqualTo("robots");
        FakeAttempt jump = FakeAttempt.first(3);
        assertThat(PageFixture.reason(web.work(web.server.url("/jump"), jump))).isEqualTo("robots");
        assertThat(PageFixture.row(jump))
                .containsEntry("status", 302)
                .containsEntry("final_url", web.server.url("/jump"))
                .containsEntry("problem", "robots");
        assertThat(web.server.asked("/no/1")).isZero();
        assertThat(web.server.asked("/no/2")).isZero();
        assertThat(web.server.asked("/robots.txt")).isEqualTo(1);
    }

    @Test
    void a_host_that_cannot_be_reached_says_so_instead_of_robots() throws Exception {
        assertThat(PageFixture.reason(web.work("http://10.0.0.1/", attempt))).isEqualTo("address-refused");
        assertThat(PageFixture.reason(web.work("http://name.invalid/", attempt)))
                .isEqualTo("again: dns");
    }

    @Test
    void a_host_that_is_held_is_waited_for_but_not_for_ever() throws Exception {
        web.budgets.hold("127.0.0.1", PageFixture.NOW.plusSeconds(60));
        assertThat(work("/ok")).isEqualTo("rests for " + Duration.ofSeconds(60));
        web.budgets.hold("127.0.0.1", PageFixture.NOW.plusSeconds(7200));
        assertThat(workLast("/ok")).isEqualTo("http-429");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '{\"a\": 1}', utf-8, 8",
        "text/plain; charset=us-ascii, hello, windows-1252, 5",
        "image/png, x, , ",
    })
    void what_is_no_html_has_neither_title_nor_links(String type, String body, String charset, Long textBytes)
            throws Exception {
        web.server.on("/t", line -> line.answer(200, "Content-Type: " + type + "\r\n", body));
        assertThat(work("/t")).isEqualTo("done");
        assertThat(PageFixture.row(attempt))
                .containsEntry("title", null)
                .containsEntry("links", 0)
                .containsEntry("charset", charset)
                .containsEntry("text_bytes", textBytes);
    }

    @Test
    void html_without_a_type_is_read_all_the_same() throws Exception {
        web.server.on("/t", line -> line.answer(200, "", "<!DOCTYPE html><title>T</title>"));
        assertThat(work("/t")).isEqualTo("done");
        assertThat(PageFixture.row(attempt)).containsEntry("title", "T").containsEntry("type", null);
    }

    @Test
    void a_large_page_is_read_from_where_it_was_put() throws Exception {
        web.page("/big", "<title>Big</title>" + "<p>word</p>".repeat(100_000) + "<a href=/last>x</a>");
        assertThat(work("/big")).isEqualTo("done");
        assertThat(PageFixture.row(attempt)).containsEntry("title", "Big").containsEntry("links", 1);
    }
}
