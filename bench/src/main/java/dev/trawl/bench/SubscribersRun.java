package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.ColumnType;
import dev.trawl.core.Durations;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Limits;
import dev.trawl.core.Listing;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.Row;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Services;
import dev.trawl.core.Source;
import dev.trawl.core.Start;
import dev.trawl.core.Stats;
import dev.trawl.core.TableSpec;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Tables;
import dev.trawl.local.DataPaths;
import dev.trawl.local.Machine;
import dev.trawl.local.Wiring;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteRecords;
import dev.trawl.local.sqlite.Written;
import dev.trawl.systems.feeds.SubscribersSourceProvider;
import dev.trawl.systems.feeds.WebhookProvider;
import dev.trawl.web.Cidr;
import dev.trawl.web.ConnectTo;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The processes that are measured by {@link Subscribers}; the first argument says what for. */
final class SubscribersRun {
    /** How the last line of each begins. */
    static final String LAST = "done: ";

    /** Said where so many deliveries are over as were asked for. */
    static final String REACHED = "reached";

    private static final String FEED = "https://feed.test/news";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Worker NOTHING = (_, _) -> Outcome.DONE;
    private static final int ROWS = 10_000;
    private static final int HOSTS = 200;
    private static final int PARTS = 5;

    /** As jobs/feed-subscribers.yaml declares it. */
    private static final TableSpec SUBSCRIBERS = new TableSpec(
            "subscribers", List.of("id"), columns("id", "feed", "url", "secret", "state"), List.of("feed"));

    private static final TableSpec ARTICLES =
            new TableSpec("articles", List.of("feed", "id"), columns("feed", "id", "link", "title", "summary"));

    private static final JsonNode CHANGES = Json.parse("[{\"key\": {\"feed\": \"" + FEED + "\", \"id\": \"1\"}}]")
            .tree();

    private final Path data;
    private final int subscribers;

    private SubscribersRun(String data, String subscribers) {
        this.data = Path.of(data);
        this.subscribers = Integer.parseInt(subscribers);
    }

    private static List<TableSpec.Column> columns(String... names) {
        return Stream.of(names)
                .map(name -> new TableSpec.Column(name, ColumnType.TEXT))
                .toList();
    }

    /** Does what it is asked for. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "fill" -> new SubscribersRun(arguments[1], arguments[2]).fill();
            case "scan" -> new SubscribersRun(arguments[1], arguments[3]).scan(Path.of(arguments[2]));
            case "idle" -> new SubscribersRun(arguments[1], arguments[2]).idle();
            case "send" -> {
                long until = arguments.length > 4 ? Long.parseLong(arguments[4]) : Long.MAX_VALUE;
                new SubscribersRun(arguments[1], arguments[2]).send(arguments[3], until);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void done(String what, Object... values) throws IOException {
        System.out.printf(
                LAST + what + "; at most %,d kB resident%n",
                Stream.concat(Stream.of(values), Stream.of(Footprint.kilobytes("VmHWM")))
                        .toArray());
    }

    private void fill() throws IOException {
        long begun = System.nanoTime();
        try (Machine machine = Machine.open(data, wiring(job((_, _) -> NOTHING), Optional.empty()))) {
            machine.tables()
                    .put(
                            ARTICLES,
                            List.of(new Row(
                                    "articles",
                                    Map.of("feed", FEED, "id", "1", "title", "News", "summary", "Something is new."))));
            for (int from = 0; from < subscribers; from += ROWS) {
                machine.tables()
                        .put(
                                SUBSCRIBERS,
                                IntStream.range(from, Math.min(subscribers, from + ROWS))
                                        .mapToObj(SubscribersRun::row)
                                        .toList());
            }
        }
        done(
                "%,d subscribers written, %,.0f a second; the folder has %,.0f MB",
                subscribers, perSecond(begun), Files.size(new DataPaths(data).ledger()) / 1e6);
    }

    private static Row row(int number) {
        return new Row(
                "subscribers",
                Map.of(
                        "id",
                        "s%08d".formatted(number),
                        "feed",
                        FEED,
                        "url",
                        "http://hook" + number % HOSTS + ".test/s/" + number,
                        "secret",
                        SECRET,
                        "state",
                        "active"));
    }

    private double perSecond(long begun) {
        return subscribers * 1e9 / (System.nanoTime() - begun);
    }

    /** Pages are read and committed to another ledger, one after the other; nobody works their items. Twice, as the compiler is busy at first. */
    private void scan(Path queue) throws Exception {
        listed(queue.resolve("first"), "scanned and queued");
        Written written = listed(queue.resolve("again"), "scanned and queued once more by the same process, now warm");
        BareScan bare = new BareScan(new DataPaths(data).ledger(), FEED, ROWS, written);
        for (String time : List.of("bare-first", "bare-again")) {
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            require(bare.run(Files.createDirectories(queue.resolve(time)), subscribers));
            measured("a bare loop that reads the same rows and appends the same bytes", begun, used);
        }
    }

    private Written listed(Path queue, String what) throws Exception {
        Files.createDirectories(queue);
        Job job = job((_, _) -> NOTHING);
        try (SqliteRecords records = SqliteRecords.open(new DataPaths(data).ledger());
                SqliteLedger ledger = SqliteLedger.open(queue.resolve("trawl.db"), (_, _) -> {}, _ -> {})) {
            Source source = source(new Services(Map.of(Tables.class, records)));
            RunId run = RunId.create(Instant.now(), new Random());
            ledger.accept(new NewRun(run, job, Json.of(Json.object()), Optional.empty(), Instant.now()));
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            Optional<String> token = Optional.empty();
            long listed = 0;
            for (long page = 0; page == 0 || token.isPresent(); page++) {
                Listing.Page found = (Listing.Page) source.page(token, new NoContext());
                token = found.next();
                ledger.list(run, page, new PageContent(found.items(), token, true, Long.MAX_VALUE, Stats.NONE));
                listed += found.items().size();
            }
            require(listed);
            measured(what, begun, used);
            return ledger.written();
        }
    }

    private void measured(String what, long begun, Duration used) throws IOException {
        done(
                what + ", %,.0f subscribers a second, %.2f us of CPU each",
                perSecond(begun),
                Measured.cpuNow().minus(used).toNanos() / 1e3 / subscribers);
    }

    private void require(long found) {
        if (found != subscribers) {
            throw new IllegalStateException("Of " + subscribers + " subscribers there were " + found);
        }
    }

    /** Everything but the sending: scanned, queued, handed out by host, recorded. */
    private void idle() throws Exception {
        Duration used = Measured.cpuNow();
        long begun = System.nanoTime();
        AtomicLong worked = new AtomicLong();
        Job job = job((_, services) -> {
            Worker webhook = webhook(services);
            return new Worker() {
                @Override
                public Outcome work(Item item, ItemContext context) {
                    worked.incrementAndGet();
                    return Outcome.DONE;
                }

                @Override
                public Optional<String> budgetKey(Item item) {
                    return webhook.budgetKey(item);
                }
            };
        });
        try (Machine machine = Machine.open(data, wiring(job, Optional.empty()))) {
            machine.await(((Accepted.Taken) machine.start(Start.of(job, Json.object())))
                    .run()
                    .id());
        }
        require(worked.get());
        measured("scanned, queued, handed out and recorded without a webhook", begun, used);
    }

    /** Sends the webhooks; where a run was left before, it goes on with it. */
    private void send(String port, long until) throws Exception {
        Progress progress = new Progress();
        Job job = job((_, services) -> progress.counting(webhook(services)));
        try (Machine machine = Machine.open(data, wiring(job, Optional.of(port)))) {
            Optional<RunView> left = machine.records().runs(Optional.empty(), 1).items().stream()
                    .filter(run -> !run.phase().closed())
                    .findFirst();
            progress.begin(left.map(run -> run.counts().done()).orElse(0L), until);
            long begun = System.nanoTime();
            RunId run = left.isPresent()
                    ? machine.takeUp(left.get().id()).id()
                    : ((Accepted.Taken) machine.start(Start.of(job, Json.object())))
                            .run()
                            .id();
            RunView end = machine.await(run);
            double seconds = (System.nanoTime() - begun) / 1e9;
            require(end.counts().done());
            done(
                    "%,d webhooks recorded as delivered, %,d dead; %,.0f a second in this process",
                    end.counts().done(), end.counts().dead(), progress.worked.get() / seconds);
        }
    }

    /** Says how far the deliveries are, and how much memory they take. */
    private final class Progress {
        private final AtomicLong worked = new AtomicLong();
        private long before;
        private long until;

        void begin(long done, long end) {
            before = done;
            until = end;
        }

        Worker counting(Worker webhook) {
            return new Worker() {
                @Override
                public Outcome work(Item item, ItemContext context) throws Exception {
                    Outcome outcome = webhook.work(item, context);
                    tell(before + worked.incrementAndGet());
                    return outcome;
                }

                @Override
                public Optional<String> budgetKey(Item item) {
                    return webhook.budgetKey(item);
                }
            };
        }

        private void tell(long now) throws IOException {
            if (now == until) {
                System.out.println(REACHED);
            } else if (now % Math.max(1, subscribers / PARTS) == 0) {
                System.out.printf("%,d sent: %,d kB resident%n", now, Footprint.kilobytes("VmRSS"));
            }
        }
    }

    private static Source source(Services services) {
        return new SubscribersSourceProvider()
                .open(Json.object().put("deliveries", "counts").set("changes", CHANGES), services);
    }

    private static Worker webhook(Services services) {
        return new WebhookProvider().open(Json.object().set("changes", CHANGES), services);
    }

    private static Job job(Job.WorkerMaker worker) {
        Limits limits = new Limits(1_000, 8, Duration.ofSeconds(20), Duration.ofHours(1));
        Job.Rules rules = new Job.Rules(
                limits, new Retry(Durations.parseList("5s,5m"), Duration.ofDays(30)), Tolerance.ANY, ChunkSize.AUTO);
        Job.Parts parts = new Job.Parts((_, services) -> source(services), worker);
        return new Job("feed-subscribers", "", List.of(), rules, List.of(SUBSCRIBERS), parts, Json.of(Json.object()));
    }

    private static Wiring wiring(Job job, Optional<String> port) {
        List<ConnectTo> sink =
                port.map(to -> ConnectTo.parse(":80:127.0.0.1:" + to)).stream().toList();
        EgressOptions options =
                new EgressOptions(List.of(Cidr.parse("127.0.0.0/8")), sink, List.of(), Optional.empty());
        InstantSource clock = InstantSource.system();
        return new Wiring(
                (_, _) -> job,
                (_, budgets) -> new Services(Map.of(
                        Fetcher.class,
                        new HttpFetcher(
                                new EgressDoor(options), budgets, clock, Pause.SLEEPING, HttpFetcher.USER_AGENT),
                        InstantSource.class,
                        clock)),
                clock,
                new Random());
    }
}
