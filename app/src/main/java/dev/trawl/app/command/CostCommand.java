package dev.trawl.app.command;

import dev.trawl.app.Visible;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.RunView;
import dev.trawl.core.Stats;
import dev.trawl.core.cost.Bill;
import dev.trawl.core.cost.Billing;
import dev.trawl.core.cost.Lane;
import dev.trawl.core.cost.Platform;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.cost.Use;
import dev.trawl.core.port.Records;
import dev.trawl.local.Archive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a run costs, before it or after it. */
@Command(
        name = "cost",
        header = "Tells what a run costs on one machine and on AWS, before it or after it.",
        description = {
            "",
            "JOB is a job, to be asked with --items; RUN is a run, to be told what it cost, or with --items what a run",
            "like it would cost. For a job what an item takes is taken from its last run in the data folder; where there",
            "is none, an item takes a second and one request. Options say otherwise.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  trawl cost offers --items 1000000",
            "  trawl cost ./my-job.yaml --items 50000 --seconds-per-item 2 --rows-per-item 1 --details",
            "  trawl cost 1k3f9a2b7c0d4e5f --json",
            "  trawl cost --list > prices.json         # what each thing costs, and where that stands; to be edited",
            "  trawl cost offers --items 1000 --prices prices.json"
        })
final class CostCommand implements Callable<Integer> {
    /** Runs of a job that are looked through for one that says what an item takes. */
    private static final int RUNS_MAX = 100;

    private static final Duration ITEM_TIME = Duration.ofSeconds(1);

    /** What a request without a body takes. */
    private static final long REQUEST_BYTES = 500;

    /** What an answer takes. */
    private static final long ANSWER_BYTES = 100_000;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    final HelpOption help = new HelpOption();

    @Parameters(arity = "0..1", paramLabel = "JOB|RUN", description = "The job or the run.")
    private @Nullable String named;

    @Option(names = "--items", paramLabel = "N", description = "How many items the run would have.")
    private @Nullable Long items;

    @Option(
            names = "--seconds-per-item",
            paramLabel = "S",
            description = "How long one attempt at an item lasts, as in 0.25.")
    private @Nullable BigDecimal itemSeconds;

    @Option(names = "--requests-per-item", paramLabel = "N", description = "Requests that an item sends.")
    private @Nullable Long itemRequests;

    @Option(names = "--rows-per-item", paramLabel = "N", description = "Rows that an item writes.")
    private @Nullable Long itemRows;

    @Option(names = "--stored-per-item", paramLabel = "BYTES", description = "Bytes that an item stores as one object.")
    private @Nullable Long itemStored;

    @Option(names = "--details", description = "Prints every line of every bill.")
    private boolean details;

    @Option(names = "--list", description = "Prints the prices that Trawl comes with, as a file to be edited.")
    private boolean list;

    private final Surroundings surroundings;

    CostCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Console console = surroundings.console();
        if (list) {
            console.line(Json.pretty(Prices.standard()));
            return ExitStatus.GOOD;
        }
        if (named == null) {
            throw new UsageFault("trawl cost needs a job or a run; nothing was counted; trawl cost --help shows how");
        }
        requireCounts();
        Prices prices = surroundings.prices(common);
        Use use = counted(named);
        List<Bill> bills = Billing.of(use, prices);
        if (common.json) {
            console.line(document(use, bills, prices).toString());
        } else {
            BillText.of(use, bills, prices, details).forEach(console::line);
        }
        return ExitStatus.GOOD;
    }

    private void requireCounts() {
        Map<String, Optional<Long>> counts = Map.of(
                "--items", Optional.ofNullable(items),
                "--requests-per-item", Optional.ofNullable(itemRequests),
                "--rows-per-item", Optional.ofNullable(itemRows),
                "--stored-per-item", Optional.ofNullable(itemStored),
                "--seconds-per-item", Optional.ofNullable(itemSeconds).map(seconds -> (long) seconds.signum()));
        counts.forEach((option, count) -> count.filter(number -> number < 0).ifPresent(_ -> {
            throw new UsageFault(option + " takes 0 or more, and a negative number was given; nothing was counted");
        }));
    }

    private Use counted(String name) throws Exception {
        try {
            return use(name);
        } catch (ArithmeticException e) {
            throw new UsageFault("So much work is more than can be counted (it takes more than 292 years, or as many"
                    + " bytes or rows); nothing was counted; give fewer --items, or less for each");
        }
    }

    private Use use(String name) throws Exception {
        Optional<Archive> opened = Archive.open(common.data);
        try {
            Optional<Use> run = opened.flatMap(archive -> ofRun(archive, name));
            if (run.isPresent()) {
                return items == null ? run.get() : adjusted(run.get().scaled(items));
            }
            Job job = surroundings.jobs(common).find(name);
            if (items == null) {
                throw new UsageFault("trawl cost " + Visible.text(name)
                        + " needs to know how many items; nothing was counted; add --items N, or name a run");
            }
            Use before = opened.flatMap(archive -> last(archive, job)).orElseGet(() -> unknown(job));
            return adjusted(before.scaled(items));
        } finally {
            if (opened.isPresent()) {
                opened.get().close();
            }
        }
    }

    private static Optional<Use> ofRun(Archive archive, String name) {
        try {
            return archive.records()
                    .run(RunNames.parse(name))
                    .map(run -> Use.of(run, archive.records().recount(run.id())));
        } catch (UsageFault e) {
            return Optional.empty();
        }
    }

    /** What the last run of a job used that is over and of which it is known; of those of older versions nothing is. */
    private Optional<Use> last(Archive archive, Job job) {
        Records.RunFilter ofJob = new Records.RunFilter(Optional.of(job.name()), Optional.empty());
        Optional<RunView> last = archive.records().runs(ofJob, Optional.empty(), RUNS_MAX).items().stream()
                .filter(run -> run.phase().closed() && run.metered().attempts() > 0)
                .findFirst();
        last.ifPresent(run -> surroundings
                .console()
                .note("What an item takes is taken from run " + run.id() + " with its "
                        + run.counts().listed() + " items"));
        return last.map(run -> Use.of(run, archive.records().recount(run.id())));
    }

    private Use unknown(Job job) {
        surroundings
                .console()
                .note("There is no run of " + job.name()
                        + " to learn from, so an item is taken to last a second and to send one request");
        Duration machine = ITEM_TIME.dividedBy(job.rules().limits().concurrency());
        int tables = job.tables().size();
        Lane lane = Lane.of(job.definition(), Json.of(Json.object()));
        long shown = lane.word().equals(Lane.BROWSER) ? ITEM_TIME.toMillis() : 0;
        Stats traffic = new Stats(1, 0, ANSWER_BYTES, REQUEST_BYTES, ANSWER_BYTES, shown);
        return new Use(lane, 1, 1, ITEM_TIME, machine, Math.min(1, tables), 0, 0, traffic);
    }

    /** With what the options say an item takes. */
    private Use adjusted(Use use) {
        Duration lane = each().map(time -> time.multipliedBy(use.attempts())).orElse(use.laneTime());
        double longer = use.laneTime().isZero()
                ? 1
                : (double) lane.toNanos() / use.laneTime().toNanos();
        Duration machine = Duration.ofNanos((long) (use.machineTime().toNanos() * longer));
        Stats was = use.traffic();
        long requests = itemRequests == null ? was.requests() : Math.multiplyExact(itemRequests, use.attempts());
        long sent = itemRequests == null ? was.sent() : Math.multiplyExact(requests, REQUEST_BYTES);
        return new Use(
                use.lane(),
                use.items(),
                use.attempts(),
                lane,
                machine,
                itemRows == null ? use.rows() : Math.multiplyExact(itemRows, use.items()),
                itemStored == null ? use.objects() : use.items(),
                itemStored == null ? use.stored() : Math.multiplyExact(itemStored, use.items()),
                new Stats(requests, was.retries(), was.bytes(), sent, was.received(), (long) (was.shown() * longer)));
    }

    private Optional<Duration> each() {
        try {
            return Optional.ofNullable(itemSeconds)
                    .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValueExact()));
        } catch (ArithmeticException e) {
            throw new UsageFault("--seconds-per-item takes seconds such as 2 or 0.25, got: " + itemSeconds
                    + "; nothing was counted");
        }
    }

    private static ObjectNode document(Use use, List<Bill> bills, Prices prices) {
        ObjectNode document = Json.object();
        document.put("items", use.items()).put("attempts", use.attempts());
        document.put("lane", use.lane().word());
        document.put("lane_seconds", BigDecimal.valueOf(use.laneTime().toNanos(), 9));
        document.put("browser_seconds", BigDecimal.valueOf(use.browserTime().toNanos(), 9));
        document.put("machine_seconds", BigDecimal.valueOf(use.machineTime().toNanos(), 9));
        document.put("requests", use.traffic().requests()).put("rows", use.rows());
        document.put("objects", use.objects()).put("stored", use.stored());
        document.put("sent", use.traffic().sent()).put("prices", prices.date()).put("machine", prices.machine());
        document.put("cost", total(bills, Platform.MACHINE)).put("currency", prices.currency());
        ArrayNode platforms = document.putArray("platforms");
        for (Bill bill : bills) {
            ObjectNode platform = platforms.addObject();
            platform.put("platform", bill.platform().word())
                    .put("title", bill.platform().title());
            platform.put("cost", bill.total());
            ArrayNode lines = platform.putArray("lines");
            bill.lines().forEach(line -> lines.add(Json.tree(line)));
        }
        return document;
    }

    private static BigDecimal total(List<Bill> bills, Platform platform) {
        return bills.stream()
                .filter(bill -> bill.platform() == platform)
                .map(Bill::total)
                .findFirst()
                .orElseThrow();
    }
}
