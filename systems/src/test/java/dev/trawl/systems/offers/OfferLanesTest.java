package dev.trawl.systems.offers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.systems.extract.Extraction;
import dev.trawl.systems.pages.FakeBrowser;
import dev.trawl.systems.pages.Lanes;
import dev.trawl.systems.pages.PageTools;
import dev.trawl.testkit.FakeAttempt;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.SettableClock;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the pages of products are read. */
final class OfferLanesTest {
    private static final String EMPTY = "<h1>Kettle</h1><div id=app>Loading</div>";
    private static final String RENDERED = "<h1>Kettle</h1><span class=price>$9.99</span>";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final MemoryBudgets budgets = new MemoryBudgets(clock);
    private final List<String> said = new ArrayList<>();
    private HostileServer server;
    private HttpFetcher plain;
    private FakeBrowser browser;

    @BeforeEach
    void open() throws IOException {
        server = HostileServer.start();
        EgressOptions options = EgressOptions.DEFAULT.allowing("127.0.0.0/8");
        plain = new HttpFetcher(new EgressDoor(options), budgets, clock, clock::move, "Trawl/test");
        browser = new FakeBrowser(RENDERED);
        server.on("/scripted", line -> line.answer(200, "Content-Type: text/html\r\n", EMPTY));
        server.on("/plain", line -> line.answer(200, "Content-Type: text/html\r\n", RENDERED));
    }

    @AfterEach
    void close() throws IOException {
        plain.close();
        server.close();
    }

    private OfferWorker worker(Lanes.Choice choice, Optional<Fetcher> shows) {
        Admission admission = new Admission(Optional.empty(), budgets, clock, clock::move);
        return new OfferWorker(new PageTools(
                new Lanes(choice, plain, shows, "install one", (_, text) -> said.add(text)),
                admission,
                new Allowance(1 << 20),
                Extraction.NONE,
                Optional.empty(),
                Optional.empty(),
                clock));
    }

    private Item item(String path) {
        return new Item("a", Json.of(Json.object().put("asin", "a").put("url", server.url(path))));
    }

    private Map<String, ?> row(OfferWorker worker, String path) throws Exception {
        FakeAttempt attempt = FakeAttempt.first(1);
        Outcome outcome = worker.work(item(path), attempt);
        assertThat(outcome).isNotNull();
        return attempt.rows("offers_raw").getFirst();
    }

    @Test
    void a_page_that_holds_nothing_is_shown_and_its_host_goes_to_the_browser_from_then_on() throws Exception {
        OfferWorker worker = worker(Lanes.Choice.AUTO, Optional.of(browser));
        assertThat(row(worker, "/plain").get("lane")).isEqualTo("inline");
        Map<String, ?> first = row(worker, "/scripted");
        assertThat(first.get("lane")).isEqualTo("browser");
        assertThat(first.get("bytes")).isEqualTo((long) RENDERED.length());
        assertThat(row(worker, "/scripted").get("lane")).isEqualTo("browser");
        assertThat(server.asked("/scripted")).isEqualTo(1);
        assertThat(browser.shown()).isEqualTo(2);
    }

    @Test
    void while_a_page_waits_for_the_browser_its_host_is_not_asked_again() throws Exception {
        OfferWorker worker = worker(Lanes.Choice.AUTO, Optional.of(browser));
        browser.fill(true);
        for (int n = 0; n < 3; n++) {
            assertThat(worker.work(item("/scripted"), FakeAttempt.first(1)))
                    .isEqualTo(new Outcome.Unfinished(Duration.ofSeconds(1)));
        }
        browser.fill(false);
        assertThat(row(worker, "/scripted").get("lane")).isEqualTo("browser");
        assertThat(server.asked("/scripted")).isEqualTo(1);
    }

    @Test
    void a_page_that_holds_nothing_anywhere_is_dead_and_its_host_is_asked_over_http_again() throws Exception {
        OfferWorker worker = worker(Lanes.Choice.AUTO, Optional.of(new FakeBrowser(EMPTY)));
        assertThat(row(worker, "/scripted").get("problem")).isEqualTo("nothing-extracted");
        assertThat(row(worker, "/plain").get("lane")).isEqualTo("inline");
    }

    @Test
    void where_there_is_no_browser_it_is_said_once_that_pages_were_not_shown() throws Exception {
        OfferWorker worker = worker(Lanes.Choice.AUTO, Optional.empty());
        assertThat(row(worker, "/scripted").get("problem")).isEqualTo("nothing-extracted");
        assertThat(row(worker, "/scripted").get("lane")).isEqualTo("inline");
        assertThat(said).hasSize(1).first().asString().contains("install one");
    }

    @Test
    void each_lane_can_be_asked_for() throws Exception {
        assertThat(row(worker(Lanes.Choice.BROWSER, Optional.of(browser)), "/plain")
                        .get("lane"))
                .isEqualTo("browser");
        assertThat(server.asked("/plain")).isZero();
        assertThat(row(worker(Lanes.Choice.INLINE, Optional.empty()), "/scripted")
                        .get("problem"))
                .isEqualTo("nothing-extracted");
        assertThat(said).isEmpty();
    }
}
