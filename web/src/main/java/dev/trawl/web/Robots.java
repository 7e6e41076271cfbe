package dev.trawl.web;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.trawl.core.Measure;
import dev.trawl.core.Meter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks robots.txt (RFC 9309) once per origin and remembers what it says; make one per run. 4xx but 429 allow
 * everything; 429, 5xx and whatever can't be read forbid the origin. Safe for any number of threads: whoever comes
 * while an origin is asked waits for that answer.
 */
public final class Robots {
    /** The name by which a robots.txt speaks to Trawl. */
    public static final String TOKEN = "Trawl";

    /** As much of a robots.txt as counts; rules behind it do not. */
    public static final int BYTES_MAX = 500 * 1024;

    /** The longest delay that is kept to; a longer one is cut to it. */
    public static final Duration DELAY_MAX = Duration.ofSeconds(60);

    /** Origins that are remembered; those asked for longest ago are forgotten first. */
    private static final int ORIGINS_MAX = 10_000;

    private static final String PATH = "/robots.txt";
    private static final List<String> NAMES = List.of("trawl");

    private final Fetcher fetcher;
    private final Duration timeout;
    private final int perHost;
    private final Meter meter;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, CompletableFuture<BaseRobotRules>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Rules fetched with this fetcher, each robots.txt within the timeout. */
    public Robots(Fetcher fetcher, Duration timeout, int perHost, Meter meter) {
        this.fetcher = fetcher;
        this.timeout = timeout;
        this.perHost = perHost;
        // Its bytes are nobody's answer; only its requests count.
        this.meter = (measure, amount) -> meter.count(measure, measure == Measure.BYTES ? 0 : amount);
    }

    /** What came of asking whether an address may be asked. */
    public sealed interface Ruling {
        /** The rules say. */
        record Ruled(RobotsVerdict verdict) implements Ruling {}

        /** The host is held, so robots.txt was not asked: rest for so long and ask again. */
        record Held(Duration time) implements Ruling {}
    }

    /** Whether an address may be asked; asks its origin first where nobody did. */
    public Ruling ask(WebAddress address) throws InterruptedException {
        if (address.target().equals(PATH)) {
            return new Ruling.Ruled(new RobotsVerdict(true, Duration.ZERO));
        }
        String origin = address.origin();
        CompletableFuture<BaseRobotRules> mine = new CompletableFuture<>();
        Optional<CompletableFuture<BaseRobotRules>> others = asking(origin, mine);
        if (others.isPresent()) {
            return ruled(address, others.get());
        }
        try {
            return switch (fetch(address)) {
                case Fetched.Held<BaseRobotRules>(Duration time) -> new Ruling.Held(time);
                case Fetched.Answered<BaseRobotRules> answered -> settled(address, mine, answered.body());
                case Fetched.Stopped<BaseRobotRules> _ -> settled(address, mine, none());
                case Fetched.Failed<BaseRobotRules> failed -> settled(address, mine, withoutFile(failed));
            };
        } finally {
            // Nothing was learnt where it is still open: whoever waits asks for himself.
            if (!mine.isDone()) {
                forget(origin, mine);
                mine.cancel(false);
            }
        }
    }

    private Fetched<BaseRobotRules> fetch(WebAddress page) throws InterruptedException {
        WebAddress file = new WebAddress(page.scheme(), page.host(), page.port(), PATH);
        return fetcher.get(
                // The reader stops where the rules no longer count, however long the file is.
                new FetchRequest(file, Map.of(), timeout, perHost, Long.MAX_VALUE, List.of(), meter),
                (_, _, body) -> parse(file.toString(), body.readNBytes(BYTES_MAX)));
    }

    private Ruling settled(WebAddress address, CompletableFuture<BaseRobotRules> mine, BaseRobotRules rules)
            throws InterruptedException {
        mine.complete(rules);
        return ruled(address, mine);
    }

    private Ruling ruled(WebAddress address, CompletableFuture<BaseRobotRules> rules) throws InterruptedException {
        try {
            BaseRobotRules read = rules.get();
            return new Ruling.Ruled(new RobotsVerdict(read.isAllowed(address.toString()), delay(read)));
        } catch (CancellationException | ExecutionException e) {
            return ask(address);
        }
    }

    /** Whom somebody else is asking or has asked; else it is ours to ask. */
    private Optional<CompletableFuture<BaseRobotRules>> asking(String origin, CompletableFuture<BaseRobotRules> mine) {
        lock.lock();
        try {
            CompletableFuture<BaseRobotRules> other = known.putIfAbsent(origin, mine);
            if (known.size() > ORIGINS_MAX) {
                known.remove(known.firstEntry().getKey());
            }
            return Optional.ofNullable(other);
        } finally {
            lock.unlock();
        }
    }

    private void forget(String origin, CompletableFuture<BaseRobotRules> mine) {
        lock.lock();
        try {
            known.remove(origin, mine);
        } finally {
            lock.unlock();
        }
    }

    static BaseRobotRules parse(String file, byte[] content) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        return parser.parseContent(file, content, "text/plain", NAMES);
    }

    private static BaseRobotRules withoutFile(Fetched.Failed<BaseRobotRules> failed) {
        int status = failed.status().orElse(0);
        boolean unavailable = failed.why().reason().startsWith("http-4") && status != 429;
        return unavailable ? new SimpleRobotRules(RobotRulesMode.ALLOW_ALL) : none();
    }

    private static BaseRobotRules none() {
        return new SimpleRobotRules(RobotRulesMode.ALLOW_NONE);
    }

    private static Duration delay(BaseRobotRules rules) {
        long millis = Math.clamp(rules.getCrawlDelay(), 0, DELAY_MAX.toMillis());
        return Duration.ofMillis(millis);
    }
}
