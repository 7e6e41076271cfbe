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

    /** Such a browser may reach the server and nothing else. */
    static final EgressOptions LOOPBACK = EgressOptions.DEFAULT.allowing("127.0.0.1/32");

    BrowserFixture(Path folder) throws IOException {
        this(folder, LOOPBACK, Rendering.STANDARD);
    }

    BrowserFixture(Path folder, EgressOptions options, Rendering rendering) throws IOException {
        this(folder, options, rendering, Setting.STANDARD);
    }

    /** How browsers are kept. */
    record Setting(BrowserLimits limits, InstantSource clock, Room room, Browsers.Later later) {
        static final Setting STANDARD =
                new Setting(BrowserLimits.STANDARD, InstantSource.system(), Room.OF_HEAP, Browsers.Later.OF_SYSTEM);
    }

    BrowserFixture(Path folder, EgressOptions options, Rendering rendering, Setting setting) throws IOException {
        InstantSource clock = setting.clock();
        processes = new ChildProcesses(folder);
        http = new HttpFetcher(new EgressDoor(options), new MemoryBudgets(clock), clock, Pause.SLEEPING, "Trawl/test");
        browsers = new Browsers(
                http.relay(),
                "Trawl/test",
                new BrowserProgram(name -> Optional.ofNullable(System.getenv(name))),
                setting.limits(),
                clock,
                setting.room(),
                setting.later());
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

    /** The page as it is shown, rendered in a way of its own. */
    String shown(String path, Rendering rendering) throws InterruptedException {
        Fetched<String> fetched = visit(path, rendering, TIMEOUT);
        if (fetched instanceof Fetched.Answered<String> answered) {
            return answered.body();
        }
        throw new AssertionError(fetched.toString());
    }

    Fetched<String> visit(String path, Rendering rendering, Duration timeout) throws InterruptedException {
        return browsers.fetcher(Optional.of(processes), rendering).get(request(path, timeout), reading());
    }

    Fetched<String> visit(String path, Rendering rendering, BodyReader<String> reader) throws InterruptedException {
        return browsers.fetcher(Optional.of(processes), rendering).get(request(path, TIMEOUT), reader);
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
            case SHOWN -> meter.sum().shown();
        };
    }

    @Override
    public void close() throws IOException {
        // Whatever fails here leaves no browser behind.
        try (processes;
                server) {
            browsers.close();
            http.close();
        }
    }
}
