package dev.trawl.app.command;

import dev.trawl.app.http.HttpApi;
import dev.trawl.app.http.LiveJobs;
import dev.trawl.app.http.Settings;
import dev.trawl.app.jobfile.Jobs;
import dev.trawl.bench.Measured;
import dev.trawl.core.Services;
import dev.trawl.local.Machine;
import dev.trawl.local.Triggers;
import dev.trawl.local.Wiring;
import dev.trawl.local.sqlite.Written;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Callers who post an item and wait for its outcome: as fast as they can, and then at half of that, at fixed instants whether the
 * answer before has come or not. Beside them the same callers at a bare route of the same server library that sends back what it got.
 */
final class PostBench {
    private static final int CALLERS = 1_000;

    /** Posts a second that can be compared between machines and versions. */
    private static final double RATE = 1_500;

    private static final String PATH = "/nothing";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String JOB = """
            job: nothing
            about: Every message that is posted is done at once.
            on:
              http: {route: "POST /nothing", wait: 25s}
            source: {body: {}}
            work: {nothing: {}}
            """;

    private final Workbench at;
    private final Surroundings surroundings;

    PostBench(Workbench at) {
        this.at = at;
        this.surroundings = at.surroundings();
    }

    /** What came of posts. */
    private static final class Load {
        private final long[] took;
        private final Measured all;

        /**
         * What came of them.
         *
         * @param took how long each of them took, in nanoseconds
         * @param all all of them together
         */
        Load(long[] took, Measured all) {
            this.took = took;
            this.all = all;
            Arrays.sort(took);
        }

        double perSecond() {
            return all.perSecond();
        }

        double cpuMicros() {
            return all.cpuMicros();
        }

        /** The time within which this share of them was answered. */
        double milliseconds(double share) {
            return took[(int) Math.min(took.length - 1, (long) (took.length * share))] / 1e6;
        }
    }

    void measure() throws Exception {
        Load echo = echo();
        at.say("bare echo route: %,.0f posts/s, %.0f us of CPU each, p99 %.1f ms"
                .formatted(echo.perSecond(), echo.cpuMicros(), echo.milliseconds(0.99)));
        at.in(folder -> {
            serve(folder, echo);
            return folder;
        });
    }

    private void serve(Path folder, Load echo) throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("jobs")).resolve("nothing.yaml"), JOB);
        Optional<Path> files = Optional.of(folder.resolve("jobs"));
        Jobs jobs = new Jobs(surroundings.reader(), files);
        Wiring wiring = new Wiring(jobs, (_, _) -> new Services(Map.of()), surroundings.clock(), surroundings.random());
        try (Machine machine = Machine.open(folder.resolve("data"), wiring)) {
            LiveJobs live = new LiveJobs(jobs, files, surroundings.clock(), at::say);
            Triggers triggers = machine.triggers(Triggers.Scope.ALL, live.all().values(), at::say, _ -> {});
            HttpApi.Parts parts = new HttpApi.Parts(machine, triggers, live, jobs, surroundings.clock(), at::say);
            Settings settings = new Settings(LOOPBACK, 0, Optional.empty(), Set.of(), Settings.Bounds.STANDARD);
            try (HttpApi api = HttpApi.open(settings, parts)) {
                api.ready();
                ask(api.port(), machine, echo);
            }
        }
    }

    private void ask(int port, Machine machine, Load echo) throws Exception {
        Load full = new Posting(port, at.items(), Duration.ZERO).load();
        double rate = full.perSecond();
        at.say(
                "blocking posts: %,.0f/s (the bare route %.1f times), %.0f us of CPU each, p99 %.1f ms; %,d commits so far"
                        .formatted(
                                rate,
                                echo.perSecond() / rate,
                                full.cpuMicros(),
                                full.milliseconds(0.99),
                                machine.written().commits()));
        at(port, rate / 2, "at half of that");
        at(port, RATE, "at a rate that never changes");
    }

    private void at(int port, double rate, String name) throws Exception {
        Duration apart = Duration.ofNanos((long) (1e9 * CALLERS / rate));
        Load load = new Posting(port, at.items() / 2, apart).load();
        at.say("%s: %,.0f/s, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
                .formatted(
                        name, load.perSecond(), load.milliseconds(0.5), load.milliseconds(0.99), load.milliseconds(1)));
    }

    private Load echo() throws Exception {
        WebServer server = WebServer.builder()
                .address(LOOPBACK)
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.any(
                        (request, response) -> response.send(request.content().as(byte[].class))))
                .build()
                .start();
        try {
            return new Posting(server.port(), at.items(), Duration.ZERO).load();
        } finally {
            server.stop();
        }
    }

    /**
     * Posts of callers who are there all the time.
     *
     * @param apart each caller posts at instants so far apart, and is late where an answer was; zero posts as fast as answers come
     */
    private record Posting(int port, int posts, Duration apart) {
        Load load() throws Exception {
            long[] took = new long[posts];
            List<LoopbackCaller> callers = new ArrayList<>();
            try {
                for (int n = 0; n < CALLERS; n++) {
                    callers.add(new LoopbackCaller(port, PATH));
                }
                Duration used = Measured.cpuNow();
                long begun = System.nanoTime();
                all(callers, took, begun);
                long nanos = System.nanoTime() - begun;
                Measured all = new Measured(posts, nanos, Measured.cpuNow().minus(used), Written.NONE);
                return new Load(took, all);
            } finally {
                for (LoopbackCaller caller : callers) {
                    caller.close();
                }
            }
        }

        private void all(List<LoopbackCaller> callers, long[] took, long begun) throws Exception {
            List<Future<?>> ended = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < CALLERS; n++) {
                    int first = n;
                    ended.add(threads.submit(() -> one(callers.get(first), first, took, begun)));
                }
            }
            for (Future<?> each : ended) {
                each.get();
            }
        }

        private Object one(LoopbackCaller caller, int first, long[] took, long begun) throws Exception {
            for (int n = first; n < posts; n += CALLERS) {
                // Where posts have instants, one that is late counts from its own.
                long from = apart.isZero() ? System.nanoTime() : begun + apart.toNanos() * n / CALLERS;
                TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
                String answer = caller.post("{\"n\":" + n + "}");
                if (!answer.contains("\"n\"") && !answer.contains("\"done\"")) {
                    throw new IllegalStateException("A post was answered " + answer);
                }
                took[n] = System.nanoTime() - from;
            }
            return this;
        }
    }
}
