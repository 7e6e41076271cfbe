package dev.trawl.app.http;

import dev.trawl.core.EnvironmentFault;
import dev.trawl.core.JobCatalog;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The HTTP API of a machine that holds its data folder. Each connection has a virtual thread of its own. Safe for any
 * number of threads.
 */
public final class HttpApi implements AutoCloseable {
    /** Connections at once; more wait to be taken. */
    private static final int CONNECTIONS_MAX = 32_768;

    private static final int HEADERS_BYTES_MAX = 16 << 10;
    private static final int FIRST_LINE_BYTES_MAX = 8 << 10;

    /** How long a client may say nothing, in the middle of a request or between two. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** How long answers that are being written may take when everything else is done. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    /** The server's own library is silent: what it would say quotes strangers. Kept, as loggers that nobody keeps are forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.helidon");

    private final Settings settings;
    private final Machine machine;
    private final Starting starting;
    private final Condition condition;
    private final Front front;
    private final WebServer server;

    /**
     * What an API is put together from.
     *
     * @param complaints told, a line at a time, what operators should know
     */
    public record Parts(
            Machine machine,
            Triggers triggers,
            LiveJobs jobs,
            JobCatalog catalog,
            InstantSource clock,
            Consumer<String> complaints) {}

    private HttpApi(Settings settings, Parts parts) {
        this.settings = settings;
        machine = parts.machine();
        Waiters waiters = new Waiters(machine, settings.bounds().waiters());
        Submissions submissions = new Submissions(machine, parts.triggers());
        starting = new Starting(
                machine, parts.jobs(), waiters, submissions, settings.bounds().openRuns());
        condition = new Condition(machine, waiters);
        List<Endpoint> own = new ArrayList<>();
        own.addAll(starting.endpoints());
        own.addAll(new RunReading(machine, waiters, submissions).endpoints());
        own.addAll(new EventStream(machine, waiters).endpoints());
        own.addAll(new RunTurning(machine, parts.catalog(), parts.clock()).endpoints());
        own.addAll(new ObjectReading(machine).endpoints());
        own.addAll(new JobReading(parts.jobs(), parts.triggers(), parts.clock()).endpoints());
        own.addAll(condition.endpoints());
        own.addAll(new Pages(machine).endpoints());
        own.addAll(new HubCallbacks(parts, settings.bounds()).endpoints());
        own.addAll(new OpenApi(parts.jobs()).endpoints());
        Endpoints endpoints = new Endpoints(own, parts.jobs(), starting);
        front = new Front(new Gate(settings, this::port), endpoints, condition, parts.complaints());
        LIBRARY.setLevel(Level.OFF);
        server = server();
        listen();
    }

    /**
     * Listens from now on; {@code /readyz} says so after {@link #ready}.
     *
     * @throws EnvironmentFault where the address can't be had
     */
    public static HttpApi open(Settings settings, Parts parts) {
        return new HttpApi(settings, parts);
    }

    private WebServer server() {
        return WebServer.builder()
                .address(settings.bind())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(LAST_ANSWERS)
                .maxPayloadSize(Bodies.BYTES_MAX)
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(SILENCE.plus(Waits.LONGEST))
                .connectionOptions(socket -> socket.readTimeout(SILENCE).tcpNoDelay(true))
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEADERS_BYTES_MAX)
                        .maxPrologueLength(FIRST_LINE_BYTES_MAX)
                        .continueImmediately(false)
                        .build())
                .directHandlers(this::direct)
                .routing(routing -> routing.any(front))
                .build();
    }

    private void direct(DirectHandlers.Builder handlers) {
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (_, _, status, _, _) -> front.direct(status));
        }
    }

    private void listen() {
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new EnvironmentFault(
                    "Listening at " + settings.literal() + ":" + settings.port() + " failed: " + e.getMessage()
                            + ". Nothing is served. Name another --port, or end who has it",
                    e);
        }
    }

    /** Where it is reached. */
    public String address() {
        return "http://" + settings.literal() + ":" + port();
    }

    /** The port at which it listens. */
    public int port() {
        return server.port();
    }

    /** What was interrupted is taken up: requests may be sent here. */
    public void ready() {
        condition.ready(true);
    }

    /** Starts no more runs; everything else is answered as before. */
    public void leave() {
        condition.ready(false);
        starting.leave();
        front.leave();
    }

    /** Lets everybody go who waits, with what there is by now, and ends when the last answer is written. */
    @Override
    public void close() {
        leave();
        machine.releaseWaiters();
        server.stop();
    }
}
