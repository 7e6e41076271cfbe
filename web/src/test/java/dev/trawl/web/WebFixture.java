package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Measure;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.SettableClock;
import dev.trawl.testkit.TotalMeter;
import dev.trawl.testkit.web.HostileServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A hostile server, and a fetcher that may reach it. */
final class WebFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String KEY = "127.0.0.1";

    /** Long enough to be met by nothing but a hang. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    final HostileServer server = HostileServer.start();
    final SettableClock clock = new SettableClock(NOW);
    final MemoryBudgets budgets = new MemoryBudgets(clock);
    final TotalMeter meter = new TotalMeter();
    final HttpFetcher fetcher;

    WebFixture() throws IOException {
        this(EgressOptions.DEFAULT.allowing("127.0.0.0/8"));
    }

    WebFixture(EgressOptions options) throws IOException {
        fetcher = new HttpFetcher(new EgressDoor(options), budgets, clock, clock::move, "Trawl/test");
    }

    Fetched<String> get(String path) throws InterruptedException {
        return fetcher.get(request(path), (_, _, body) -> new String(body.readAllBytes(), UTF_8));
    }

    Fetched<String> getWithin(String path, Duration timeout) throws InterruptedException {
        return fetcher.get(
                FetchRequest.of(address(path), timeout, 8, meter),
                (_, _, body) -> new String(body.readAllBytes(), UTF_8));
    }

    Fetched<String> getAtMost(String path, long bytesMax) throws InterruptedException {
        return fetcher.get(
                new FetchRequest(address(path), Map.of(), TIMEOUT, 8, bytesMax, List.of(), meter),
                (_, _, body) -> new String(body.readAllBytes(), UTF_8));
    }

    FetchRequest request(String path) {
        return FetchRequest.of(address(path), TIMEOUT, 8, meter);
    }

    WebAddress address(String path) {
        return WebAddress.parse(path.startsWith("http") ? path : server.url(path));
    }

    long counted(Measure measure) {
        return switch (measure) {
            case REQUESTS -> meter.sum().requests();
            case RETRIES -> meter.sum().retries();
            case BYTES -> meter.sum().bytes();
            case SENT -> meter.sum().sent();
            case RECEIVED -> meter.sum().received();
            case BROWSER_MILLISECONDS -> meter.sum().browserMilliseconds();
        };
    }

    static <T> Fetched.Answered<T> answered(Fetched<T> fetched) {
        return switch (fetched) {
            case Fetched.Answered<T> answered -> answered;
            case Fetched.Failed<T> failed -> throw new AssertionError(failed.toString());
            case Fetched.Stopped<T> stopped -> throw new AssertionError(stopped.toString());
            case Fetched.Held<T> held -> throw new AssertionError(held.toString());
        };
    }

    static <T> Fetched.Failed<T> failed(Fetched<T> fetched) {
        return switch (fetched) {
            case Fetched.Failed<T> failed -> failed;
            case Fetched.Answered<T> answered -> throw new AssertionError(answered.toString());
            case Fetched.Stopped<T> stopped -> throw new AssertionError(stopped.toString());
            case Fetched.Held<T> held -> throw new AssertionError(held.toString());
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        fetcher.close();
    }
}
