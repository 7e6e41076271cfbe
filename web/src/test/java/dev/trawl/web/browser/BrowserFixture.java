package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Measure;
import dev.trawl.testkit.MemoryBudgets;
import dev.trawl.testkit.TotalMeter;
import dev.trawl.testkit.web.HostileServer;
import dev.trawl.web.BodyReader;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A hostile server, and a browser that may reach it and nothing else. */
final class BrowserFixture implements AutoCloseable {
    /** Long enough to be met by nothing but a hang, on a machine that has much else to do. */
    static final Duration TIMEOUT = Duration.ofSeconds(40);

    final HostileServer server = HostileServer.start();
    final TotalMeter meter = new TotalMeter();
    final ChildProcesses processes;
    final Browsers browsers;
    private final HttpFetcher http;
    private final Fetcher fetcher;

    BrowserFixture(Path folder) throws IOException {
        this(folder, EgressOptions.DEFAULT.allowing("127.0.0.1/32"), Rendering.STANDARD);
    }

    BrowserFixture(Path folder, EgressOptions options, Rendering rendering) throws IOException {
        InstantSource clock = InstantSource.system();
        processes = new ChildProcesses(folder);
        http = new HttpFetcher(new EgressDoor(options), new MemoryBudgets(clock), clock, Pause.SLEEPING, "Trawl/test");
        browsers = new Browsers(
                http.relay(),
                "Trawl/test",
                new BrowserProgram(name -> Optional.ofNullable(System.getenv(name))),
                clock);
        fetcher = browsers.fetcher(Optional.of(processes), rendering);
    }

    /** Serves HTML. */
    BrowserFixture page(String path, String html) {
        server.on(path, line -> line.answer(200, "Content-Type: text/html; charset=utf-8\r\n", html));
        return this;
    }

    /** The page as it is shown, at the end. */
    String shown(String path) throws InterruptedException {
        return switch (visit(path)) {
            case Fetched.Answered<String> answered -> answered.body();
            case Fetched.Failed<String> failed -> throw new AssertionError(failed.toString());
            case Fetched.Stopped<String> stopped -> throw new AssertionError(stopped.toString());
            // The browser died under it.
            case Fetched.Held<String> _ -> shown(path);
        };
    }

    /** Why the page cannot be shown. */
    String reason(String path, Duration timeout) throws InterruptedException {
        return switch (fetcher.get(request(path, timeout), reading())) {
            case Fetched.Failed<String> failed -> failed.why().reason();
            case Fetched.Answered<String> answered -> throw new AssertionError(answered.toString());
            case Fetched.Stopped<String> stopped -> throw new AssertionError(stopped.toString());
            case Fetched.Held<String> held -> throw new AssertionError(held.toString());
        };
    }

    Fetched<String> visit(String path) throws InterruptedException {
        return visit(path, reading());
    }

    Fetched<String> visit(String path, BodyReader<String> reader) throws InterruptedException {
        return fetcher.get(request(path, TIMEOUT), reader);
    }

    private static BodyReader<String> reading() {
        return (_, _, body) -> new String(body.readAllBytes(), UTF_8);
    }

    private FetchRequest request(String path, Duration timeout) {
        return FetchRequest.of(WebAddress.parse(path.startsWith("http") ? path : server.url(path)), timeout, 8, meter);
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

    @Override
    public void close() throws IOException {
        browsers.close();
        processes.close();
        http.close();
        server.close();
    }
}
