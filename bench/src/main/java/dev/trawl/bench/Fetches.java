package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.WebAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches of a second each, all at once in one process, from a server in another one. */
public final class Fetches {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Memory is looked at with every so many fetches more in flight than ever before. */
    private static final int LOOK_EVERY = 1_000;

    private final int fetches;
    private final int atOnce;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong residentPeak = new AtomicLong();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong live = new AtomicLong();

    /**
     * @param fetches in all
     * @param atOnce in flight
     */
    public Fetches(int fetches, int atOnce) {
        this.fetches = fetches;
        this.atOnce = atOnce;
    }

    /**
     * What came of it.
     *
     * @param peak requests that were before the server at once
     * @param most fetches that were in flight in this process when its heap was looked at
     * @param liveBytes of the heap that were in use for each of them
     * @param residentBytes of the process, at most; 0 where the system does not say
     */
    public record Result(Duration took, int peak, int most, long liveBytes, long residentBytes) {}

    /** Fetches everything, with a durable record in a folder. */
    public Result run(Path data) throws IOException, InterruptedException {
        Process server = server();
        try (BufferedReader said = server.inputReader()) {
            String at = "http://127.0.0.1:" + said.readLine() + "/";
            long liveBefore = live();
            Measured run = bench().run(
                            data,
                            (_, budgets) -> new Services(Map.of(
                                    Fetcher.class,
                                    new HttpFetcher(
                                            door(),
                                            budgets,
                                            InstantSource.system(),
                                            Pause.SLEEPING,
                                            HttpFetcher.USER_AGENT))),
                            services -> (item, context) -> fetch(services.get(Fetcher.class), at, item, context));
            Duration took = Duration.ofNanos(run.nanos());
            long each = (live.get() - liveBefore) / Math.max(1, most.get());
            return new Result(took, peak(at), most.get(), each, residentPeak.get());
        } finally {
            server.destroy();
        }
    }

    private Bench bench() {
        Limits limits = new Limits(atOnce, atOnce, TIMEOUT, Duration.ofHours(1));
        Job.Rules standard = Job.Rules.DEFAULT;
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), ChunkSize.AUTO);
        return new Bench("fetches", rules, List.of(), fetches);
    }

    private static Process server() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowServer.class.getName(),
                        Long.toString(ANSWER.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Outcome fetch(Fetcher fetcher, String at, Item item, ItemContext context) throws InterruptedException {
        int in = inside.incrementAndGet();
        if (in % LOOK_EVERY == 0 && most.getAndAccumulate(in, Math::max) < in) {
            live.set(live());
        }
        try {
            FetchRequest request =
                    FetchRequest.of(WebAddress.parse(at + item.key()), context.timeout(), context.perHost(), context);
            Fetched<Integer> fetched = fetcher.get(request, (_, _, body) -> body.readAllBytes().length);
            return fetched instanceof Fetched.Answered<Integer> answered && answered.body() == 2
                    ? Outcome.DONE
                    : Outcome.dead("not-fetched", fetched.toString());
        } finally {
            if (inside.decrementAndGet() % LOOK_EVERY == 0) {
                residentPeak.accumulateAndGet(resident(), Math::max);
            }
        }
    }

    private static int peak(String at) throws InterruptedException, IOException {
        try (HttpFetcher fetcher = new HttpFetcher(
                door(), new NoBudgets(), InstantSource.system(), Pause.SLEEPING, HttpFetcher.USER_AGENT)) {
            FetchRequest request = FetchRequest.of(WebAddress.parse(at + "peak"), TIMEOUT, 1, (_, _) -> {});
            Fetched<String> fetched = fetcher.get(request, (_, _, body) -> new String(body.readAllBytes(), US_ASCII));
            return fetched instanceof Fetched.Answered<String> answered ? Integer.parseInt(answered.body()) : 0;
        }
    }

    private static EgressDoor door() {
        return new EgressDoor(EgressOptions.DEFAULT.allowing("127.0.0.0/8"));
    }

    /** Bytes of the heap that are in use once what is not has been collected. */
    private static long live() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Bytes of the process that are in memory, as Linux says; 0 elsewhere. */
    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
