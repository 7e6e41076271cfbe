package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import dev.trawl.core.Measure;
import dev.trawl.core.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Asks robots.txt (RFC 9309) once per origin and remembers what it says; make one per run. 4xx but 429 allow
 * everything; 429, 5xx and whatever can't be read forbid the origin; where nobody could be reached nothing is known. Safe for any number of threads: whoever comes
 * while an origin is asked waits for that answer.
 */
public final class Robots {
    /** The name by which a robots.txt speaks to Trawl. */
    public static final String TOKEN = "Trawl";

    /** As much of a robots.txt as counts; rules behind it do not. */
    public static final int BYTES_MAX = 500 * 1024;

    /** The longest delay that is kept to; a longer one is cut to it. */
    public static final Duration DELAY_MAX = Duration.ofSeconds(60);

    /** Rules that are remembered, an origin's own entry counted as one; origins asked for longest ago are forgotten first. */
    private static final int RULES_MAX = 300_000;

    /** A key with white space around it, which the parser behind would take for a web page's text. */
    private static final Pattern KEY = Pattern.compile("(?<=[\\r\\n]|\\A)[ \\t]*([A-Za-z-]{1,40})[ \\t]*:");

    private static final String PATH = "/robots.txt";
    private static final List<String> NAMES = List.of("trawl");

    /** Nobody was reached who could have forbidden anything: that is told as it is, and may be otherwise at the next attempt. */
    private static final Set<String> UNREACHED = Set.of("connect", "dns", "tls", "address-refused");

    private final Fetcher fetcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Asked> known = new LinkedHashMap<>(16, 0.75f, true);
    private long rules;

    /** Rules fetched with this fetcher. */
    public Robots(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * Under which limits a robots.txt is asked for.
     *
     * @param timeout of one with its redirects
     * @param perHost places at the host
     * @param meter where requests are counted
     */
    public record Terms(Duration timeout, int perHost, Meter meter) {}

    /** What came of asking whether an address may be asked. */
    public sealed interface Ruling {
        /** The rules say. */
        record Ruled(RobotsVerdict verdict) implements Ruling {}

        /** The host is held, so robots.txt was not asked: rest for so long and ask again. */
        record Held(Duration time) implements Ruling {}

        /** The host could not be reached, or must not be; nothing is remembered. */
        record Unreached(Fetched.Failed<?> failed) implements Ruling {}
    }

    /** What an origin says, or will say; and how much of it is remembered. */
    private static final class Asked {
        private final CompletableFuture<Found> found = new CompletableFuture<>();
        private int rules = 1;
    }

    /** What asking an origin came to, for everybody who waits. */
    private sealed interface Found {
        record Rules(BaseRobotRules rules) implements Found {}

        record Unreached(Fetched.Failed<?> failed) implements Found {}
    }

    /** Whether an address may be asked; asks its origin first where nobody did. */
    public Ruling ask(WebAddress address, Terms terms) throws InterruptedException {
        if (address.target().equals(PATH)) {
            return new Ruling.Ruled(new RobotsVerdict(true, Duration.ZERO));
        }
        String origin = address.origin();
        Asked mine = new Asked();
        Asked others = asking(origin, mine);
        if (others != mine) {
            return ruled(address, terms, others);
        }
        try {
            Crossed crossed = new Crossed(fileOf(address));
            return switch (fetch(crossed, terms)) {
                case Fetched.Held<BaseRobotRules>(Duration time) -> new Ruling.Held(time);
                case Fetched.Answered<BaseRobotRules> answered -> settled(address, terms, mine, answered.body());
                case Fetched.Stopped<BaseRobotRules> _ -> settled(address, terms, mine, none());
                case Fetched.Failed<BaseRobotRules> failed
                when !crossed.redirected && UNREACHED.contains(failed.why().reason()) -> {
                    mine.found.complete(new Found.Unreached(failed));
                    forget(origin, mine);
                    yield new Ruling.Unreached(failed);
                }
                case Fetched.Failed<BaseRobotRules> failed -> settled(address, terms, mine, withoutFile(failed));
            };
        } finally {
            // Nothing was learnt where it is still open: whoever waits asks for himself.
            if (!mine.found.isDone()) {
                forget(origin, mine);
                mine.found.cancel(false);
            }
        }
    }

    private static WebAddress fileOf(WebAddress page) {
        return new WebAddress(page.scheme(), page.host(), page.port(), PATH);
    }

    /** Reads the rules, and knows whether they were the origin's own. For one thread. */
    private static final class Crossed implements BodyReader<BaseRobotRules> {
        private final WebAddress file;
        private boolean redirected;

        Crossed(WebAddress file) {
            this.file = file;
        }

        @Override
        public BaseRobotRules read(WebAddress address, Map<String, String> headers, InputStream body)
                throws IOException {
            return parse(file.toString(), body.readNBytes(BYTES_MAX));
        }

        @Override
        public boolean follows(int status, WebAddress from, WebAddress target) {
            redirected = true;
            return true;
        }
    }

    private Fetched<BaseRobotRules> fetch(Crossed reader, Terms terms) throws InterruptedException {
        // Its bytes are nobody's answer, and asking again is not the item's; what goes over the wire counts.
        Set<Measure> counted = Set.of(Measure.REQUESTS, Measure.SENT, Measure.RECEIVED);
        Meter requests = (measure, amount) -> terms.meter().count(measure, counted.contains(measure) ? amount : 0);
        // The reader stops where the rules no longer count, however long the file is.
        return fetcher.get(
                new FetchRequest(
                        reader.file, Map.of(), terms.timeout(), terms.perHost(), Long.MAX_VALUE, List.of(), requests),
                reader);
    }

    private Ruling settled(WebAddress address, Terms terms, Asked mine, BaseRobotRules rules)
            throws InterruptedException {
        mine.found.complete(new Found.Rules(rules));
        weigh(address.origin(), mine, rules);
        return ruled(address, terms, mine);
    }

    private Ruling ruled(WebAddress address, Terms terms, Asked asked) throws InterruptedException {
        try {
            return switch (asked.found.get()) {
                case Found.Rules(BaseRobotRules read) ->
                    new Ruling.Ruled(new RobotsVerdict(read.isAllowed(address.toString()), delay(read)));
                case Found.Unreached(Fetched.Failed<?> failed) -> new Ruling.Unreached(failed);
            };
        } catch (CancellationException | ExecutionException e) {
            return ask(address, terms);
        }
    }

    /** Who is asking or has asked; mine where nobody is. */
    private Asked asking(String origin, Asked mine) {
        lock.lock();
        try {
            Asked other = known.putIfAbsent(origin, mine);
            if (other != null) {
                return other;
            }
            remembered(1);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void weigh(String origin, Asked mine, BaseRobotRules read) {
        int more =
                read instanceof SimpleRobotRules simple ? simple.getRobotRules().size() : 0;
        lock.lock();
        try {
            if (known.get(origin) == mine) {
                mine.rules += more;
                remembered(more);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void remembered(int more) {
        rules += more;
        while (rules > RULES_MAX && known.size() > 1) {
            rules -= known.pollFirstEntry().getValue().rules;
        }
    }

    private void forget(String origin, Asked mine) {
        lock.lock();
        try {
            if (known.remove(origin, mine)) {
                rules -= mine.rules;
            }
        } finally {
            lock.unlock();
        }
    }

    static BaseRobotRules parse(String file, byte[] content) {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        String plain = KEY.matcher(new String(content, ISO_8859_1)).replaceAll("$1:");
        return parser.parseContent(file, plain.getBytes(ISO_8859_1), "text/plain", NAMES);
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
