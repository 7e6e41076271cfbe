package dev.trawl.systems.pages;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.systems.extract.Extraction;
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
import dev.trawl.web.Robots;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A hostile server, and a worker that reads its pages. */
final class PageFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** What every page is asked for besides. */
    private static final JsonNode EXTRACT =
            Json.object().put("heading", "css: h1").put("price", "css: .price | money");

    final HostileServer server = HostileServer.start();
    final SettableClock clock = new SettableClock(NOW);
    final MemoryBudgets budgets = new MemoryBudgets(clock);
    private final HttpFetcher fetcher;
    private final PageWorker worker;

    PageFixture(Following following) throws IOException {
        this(following, Optional.empty());
    }

    PageFixture(Following following, Optional<BodyStore> bodies) throws IOException {
        this(following, bodies, Lanes::inline);
    }

    PageFixture(Following following, Optional<BodyStore> bodies, Function<Fetcher, Lanes> lanes) throws IOException {
        EgressOptions options = EgressOptions.DEFAULT.allowing("127.0.0.0/8");
        fetcher = new HttpFetcher(new EgressDoor(options), budgets, clock, clock::move, "Trawl/test");
        Admission admission = new Admission(Optional.of(new Robots(fetcher)), budgets, clock, clock::move);
        worker = new PageWorker(
                new PageTools(
                        lanes.apply(fetcher),
                        admission,
                        new Allowance(1 << 20),
                        Extraction.of(EXTRACT),
                        bodies,
                        Optional.empty(),
                        clock),
                following);
    }

    /** Serves HTML. */
    void page(String path, String html) {
        server.on(path, line -> line.answer(200, "Content-Type: text/html; charset=utf-8\r\n", html));
    }

    void redirect(String path, String to) {
        server.on(path, line -> line.answer(302, "Location: " + to + "\r\n", ""));
    }

    Outcome work(String url, FakeAttempt attempt) throws IOException, InterruptedException {
        return work(PageItem.listed(url), attempt);
    }

    Outcome work(Item item, FakeAttempt attempt) throws IOException, InterruptedException {
        return worker.work(item, attempt);
    }

    PageWorker worker() {
        return worker;
    }

    static Map<String, @Nullable Object> row(FakeAttempt attempt) {
        return attempt.rows("pages").getFirst();
    }

    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Dead dead -> dead.why().reason();
            case Outcome.Retry retry -> "again: " + retry.why().reason();
            case Outcome.Done _ -> "done";
            case Outcome.Unfinished left -> "rests for " + left.after();
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        fetcher.close();
    }
}
