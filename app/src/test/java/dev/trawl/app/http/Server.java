package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.Numbers;
import dev.trawl.app.jobfile.JobFileReader;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.app.jobfile.Providers;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.SourceProvider;
import dev.trawl.core.Worker;
import dev.trawl.core.WorkerProvider;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import dev.trawl.local.Wiring;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A server on a free port over a machine of its own, and a client that holds everything against the description. */
final class Server implements AutoCloseable {
    /** Items end as their values say: {@code held} ones when the gate opens, {@code dead} ones dead. */
    static final String FATES = """
            job: fates
            about: Items that end as the input says.
            on: {http: {route: "POST /fates/{note}"}}
            inputs:
              items: {type: integer, min: 0, max: 5000, default: 3}
              dead: {type: integer, min: 0, max: 5000, default: 0}
              held: {type: truth, default: false}
              note: {type: text, default: none}
            source: {numbers: {items: "{items}"}}
            work: {fates: {dead: "{dead}", held: "{held}"}}
            tables: {seen: {key: key, columns: {key: text, number: integer}}}
            """;

    static final String ECHO = """
            job: echo
            about: Answers what it was sent.
            on: {http: {route: POST /echo, wait: 20s}}
            source: {body: {}}
            work: {echo: {}}
            tables: {seen: {key: key, columns: {key: text, number: integer}}}
            """;

    final Path folder;
    final Machine machine;
    final HttpApi api;
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger worked = new AtomicInteger();
    final List<String> complaints = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Described described;

    Server(Path folder) throws IOException {
        this(folder, Optional.empty(), Settings.Bounds.STANDARD);
    }

    Server(Path folder, Optional<String> token, Settings.Bounds bounds) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/fates.yaml"), FATES);
        Files.writeString(folder.resolve("jobs/echo.yaml"), ECHO);
        Jobs jobs =
                new Jobs(new JobFileReader(Providers.of(sources(), workers())), Optional.of(folder.resolve("jobs")));
        InstantSource clock = InstantSource.system();
        machine = Machine.open(
                folder.resolve("data"),
                new Wiring(jobs, (objects, _) -> new Services(Map.of()), clock, RandomGenerator.getDefault()));
        Settings settings = new Settings(InetAddress.ofLiteral("127.0.0.1"), 0, token, Set.of(), bounds);
        LiveJobs live = new LiveJobs(jobs, Optional.of(folder.resolve("jobs")), clock, complaints::add);
        Triggers triggers = machine.triggers(Triggers.Scope.ALL, live.all().values(), this::complain, _ -> {});
        live.listen(triggers::jobs);
        api = HttpApi.open(settings, new HttpApi.Parts(machine, triggers, live, jobs, clock, complaints::add));
        api.ready();
        described = new Described(raw(get("/openapi.json").header("Authorization", "Bearer " + token.orElse("")))
                .json());
    }

    /** What was answered. */
    record Reply(int status, Map<String, List<String>> headers, String body) {
        JsonNode json() {
            return Json.parse(body).tree();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        String run() {
            return json().get("run").stringValue();
        }

        String state() {
            return json().get("state").stringValue();
        }
    }

    Described described() {
        return described;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    HttpRequest.Builder send(String method, String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
    }

    Reply ask(String path) {
        return described(get(path), "");
    }

    Reply post(String path, String body) {
        return described(send("POST", path, body), body);
    }

    Reply post(String path, String body, String header, String value) {
        return described(send("POST", path, body).header(header, value), body);
    }

    /** Asks, and holds the answer against the description; the request too, where it was not refused for itself. */
    Reply described(HttpRequest.Builder builder, String body) {
        HttpRequest request = builder.build();
        Reply reply = raw(builder);
        String path = request.uri().toString().substring(uri("").toString().length());
        if (reply.status() < 300) {
            described.checkRequest(request.method(), path, body);
        }
        described.checkAnswer(request.method(), path, reply.status(), reply.header("content-type"), reply.body());
        return reply;
    }

    Reply raw(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(Duration.ofSeconds(40)).build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The lines of a stream of events, as they come. */
    HttpResponse<Stream<String>> lines(String path, String last) throws IOException, InterruptedException {
        return client.send(get(path).header("Last-Event-ID", last).build(), HttpResponse.BodyHandlers.ofLines());
    }

    static List<String> rest(Iterator<String> lines) {
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        return rest;
    }

    static List<Long> ids(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> Long.parseLong(line.substring(4)))
                .toList();
    }

    /** The lines of all events but progress, which may be thinned. */
    static List<String> withoutProgress(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String event : String.join("\n", lines).split("\n\n", -1)) {
            if (!event.contains("event: progress")) {
                event.lines().forEach(kept::add);
            }
        }
        return kept;
    }

    /** Sends a head as it is, and gives what comes back until the end. */
    String exchange(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), api.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static List<SourceProvider> sources() {
        return List.of(new Numbers("numbers"), new Numbers("reddit"));
    }

    private List<WorkerProvider> workers() {
        return List.of(new Fates("fates"), new Fates("reddit-pictures"), new Fates("echo"));
    }

    private final class Fates implements WorkerProvider {
        private final String name;

        Fates(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Worker open(JsonNode settings, Services services) {
            return (item, context) -> {
                JsonNode value = item.value().tree();
                if (settings.path("held").asBoolean(false) || value.path("held").asBoolean(false)) {
                    gate.await();
                }
                worked.incrementAndGet();
                if (value.path("dead").asBoolean(false)
                        || (value.isInt()
                                && value.intValue() < settings.path("dead").asInt(0))) {
                    return Outcome.dead("http-404", "gone");
                }
                if (value.isInt()) {
                    context.row("seen", Map.of("key", item.key(), "number", value.intValue()));
                }
                return new Outcome.Done(Optional.of(item.value()));
            };
        }
    }

    @Override
    public void close() {
        gate.countDown();
        api.close();
        machine.close();
    }

    /** The ready-made jobs feeds and feed-hubs want to start every minute, and their sources are none of those that are here. */
    private void complain(String line) {
        if (!line.contains("no run of feed")) {
            complaints.add(line);
        }
    }
}
