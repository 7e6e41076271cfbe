package dev.trawl.systems.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.WorkerProvider.Mistake;
import dev.trawl.core.port.RunLog;
import dev.trawl.testkit.FakeAttempt;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where pages are read: over plain HTTP, and in a browser where the rules find nothing in them. */
final class PageLanesTest {
    private static final String EMPTY = "<div id=app>Loading</div>";
    private static final String RENDERED = "<h1>Kettle</h1><span class=price>$9.99</span>";

    private final FakeBrowser browser = new FakeBrowser(RENDERED);
    private PageFixture web;

    @BeforeEach
    void open() throws IOException {
        web = new PageFixture(
                new Following(false, 0, Scope.HOST),
                Optional.empty(),
                plain -> new Lanes(Lanes.Choice.AUTO, plain, Optional.of(browser), "install one", RunLog.NONE));
        web.page("/scripted", EMPTY);
        web.page("/plain", RENDERED);
        web.page("/else", "<h1>Other</h1>");
    }

    @AfterEach
    void close() throws IOException {
        web.close();
    }

    private FakeAttempt worked(String path) throws Exception {
        FakeAttempt attempt = FakeAttempt.first(1);
        assertThat(web.work(web.server.url(path), attempt)).isEqualTo(Outcome.DONE);
        return attempt;
    }

    private Map<String, @Nullable Object> row(String path) throws Exception {
        return PageFixture.row(worked(path));
    }

    @Test
    void a_page_in_which_the_rules_find_something_is_shown_to_nobody() throws Exception {
        assertThat(row("/plain").get("price")).isEqualTo(new BigDecimal("9.99"));
        assertThat(row("/else").get("heading")).isEqualTo("Other");
        assertThat(browser.shown()).isZero();
    }

    @Test
    void a_page_in_which_they_find_nothing_is_shown_and_so_are_all_of_its_host_from_then_on() throws Exception {
        FakeAttempt attempt = worked("/scripted");
        assertThat(PageFixture.row(attempt))
                .containsEntry("price", new BigDecimal("9.99"))
                .containsEntry("bytes", (long) RENDERED.length());
        assertThat(attempt.counted(Measure.BYTES)).isEqualTo(RENDERED.length());
        assertThat(attempt.counted(Measure.RETRIES)).isEqualTo(1);
        row("/else");
        assertThat(browser.shown()).isEqualTo(2);
        assertThat(web.server.asked("/else")).isZero();
    }

    @Test
    void while_a_page_waits_for_the_browser_its_host_is_not_asked_again() throws Exception {
        browser.fill(true);
        for (int n = 0; n < 3; n++) {
            assertThat(web.work(web.server.url("/scripted"), FakeAttempt.first(1)))
                    .isEqualTo(new Outcome.Unfinished(Duration.ofSeconds(1)));
        }
        browser.fill(false);
        assertThat(row("/scripted")).containsEntry("heading", "Kettle");
        assertThat(web.server.asked("/scripted")).isEqualTo(1);
    }

    @Test
    void a_job_without_rules_cannot_ask_for_it() {
        assertThat(new PageProvider()
                        .mistakes(Json.parse("{\"lane\": \"auto\"}").tree(), List.of()))
                .extracting(Mistake::pointer)
                .containsExactly("/lane");
    }
}
