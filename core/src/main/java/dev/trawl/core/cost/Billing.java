package dev.trawl.core.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the bills of one use. For one thread; the figures are explained in {@code docs/cost.md}. */
public final class Billing {
    private static final BigDecimal HOUR_SECONDS = BigDecimal.valueOf(3_600);
    private static final BigDecimal GB = BigDecimal.valueOf(1L << 30);

    /** Sent, received, deleted. */
    private static final int QUEUE_REQUESTS = 3;

    /** Starting and closing a run: two transactions, each of which counts twice. */
    private static final int RUN_WRITES = 4;

    /** Starting and closing a run. */
    private static final int RUN_INVOCATIONS = 2;

    /** Digits kept while dividing. */
    private static final int DIVISION_SCALE = 9;

    private final Use use;
    private final Prices prices;
    private final Plan plan;
    private final List<Bill.Line> lines = new ArrayList<>();

    private Billing(Use use, Prices prices) {
        this.use = use;
        this.prices = prices;
        this.plan = prices.plan();
    }

    /** One for each platform. */
    public static List<Bill> of(Use use, Prices prices) {
        return Arrays.stream(Platform.values())
                .map(platform -> of(platform, use, prices))
                .toList();
    }

    /** The bill of a platform. */
    public static Bill of(Platform platform, Use use, Prices prices) {
        Billing billing = new Billing(use, prices);
        switch (platform) {
            case MACHINE -> billing.machine();
            case LAMBDA -> billing.lambda();
            case FARGATE -> billing.fargate();
            case STEPS_STANDARD -> billing.steps();
            case STEPS_EXPRESS -> billing.express();
        }
        return new Bill(platform, billing.lines);
    }

    private void machine() {
        lines.add(Bill.Line.of(
                "hours of " + prices.machine(),
                seconds(use.machineTime()).divide(HOUR_SECONDS, MathContext.DECIMAL64),
                prices.machine(),
                prices.hour()));
        line("kept on its disk for a month", gigabytes(use.stored()), "disk_gb_month");
        line("sent to the internet", gigabytes(use.traffic().sent()), "sent_gb");
    }

    private void lambda() {
        functions();
        line("invocations", whole(chunks() + pages() + RUN_INVOCATIONS), "lambda_request");
        delivered();
    }

    /** What every chunk that goes through a queue needs, wherever it is worked. */
    private void delivered() {
        queues();
        line("table writes", whole(chunks() + pages() + use.rows() + RUN_WRITES), "dynamodb_write");
        line("table reads", whole(chunks() + pages()), "dynamodb_read");
        line("object writes", whole(pages() + use.objects()), "s3_write");
        line("object reads", whole(chunks()), "s3_read");
        outside();
    }

    private void fargate() {
        tasks("", hours(plainTime(), taskPlaces()), taskGb());
        if (inBrowser()) {
            tasks(
                    " with a browser",
                    hours(use.browserTime(), plan.browserPlaces()),
                    plan.browserGb().max(plan.taskGb()));
        }
        line("invocations", whole(pages() + RUN_INVOCATIONS), "lambda_request");
        delivered();
    }

    private void tasks(String kind, BigDecimal hours, BigDecimal gb) {
        line("vCPU-hours of tasks" + kind, hours.multiply(plan.taskVcpus()), "fargate_vcpu_hour");
        line("GB-hours of tasks" + kind, hours.multiply(gb), "fargate_gb_hour");
    }

    private static BigDecimal hours(Duration time, long places) {
        return each(time, places).divide(HOUR_SECONDS, MathContext.DECIMAL64);
    }

    private void steps() {
        line(
                "state transitions",
                whole(plan.runTransitions() + plan.childTransitions() * chunks()),
                "steps_transition");
        mapped();
    }

    private void express() {
        line("state transitions", whole(plan.runTransitions()), "steps_transition");
        line("children", whole(chunks()), "steps_express_request");
        line("GB-seconds of children", functionSeconds().multiply(plan.expressGb()), "steps_express_gb_second");
        mapped();
    }

    /** What both kinds of map need: functions work the chunks, whose outcomes the map writes as objects. */
    private void mapped() {
        functions();
        line("invocations", whole(chunks() + pages() + RUN_INVOCATIONS), "lambda_request");
        line("table writes", whole(use.rows() + RUN_WRITES), "dynamodb_write");
        line("object writes", whole(pages() + chunks() + use.objects()), "s3_write");
        line("object reads", whole(pages()), "s3_read");
        outside();
    }

    private void functions() {
        line("GB-seconds of functions", each(plainTime(), functionPlaces()).multiply(functionGb()), "lambda_gb_second");
        if (inBrowser()) {
            BigDecimal shown = each(use.browserTime(), plan.browserPlaces());
            line("GB-seconds of functions with a browser", shown.multiply(plan.browserGb()), "lambda_gb_second");
        }
    }

    private boolean inBrowser() {
        return use.browserTime().isPositive();
    }

    /** How long items were worked without a browser. */
    private Duration plainTime() {
        return use.laneTime().minus(use.browserTime());
    }

    private void queues() {
        long requests = QUEUE_REQUESTS * (ceil(chunks(), plan.queueBatch()) + pages());
        line("queue requests", whole(requests), "sqs_request");
    }

    private void outside() {
        line("kept as objects for a month", gigabytes(use.stored()), "s3_gb_month");
        line("sent to the internet", gigabytes(use.traffic().sent()), "sent_gb");
    }

    private void line(String what, BigDecimal quantity, String price) {
        lines.add(Bill.Line.of(what, quantity.stripTrailingZeros(), price, prices.price(price)));
    }

    private long pages() {
        return Math.max(1, ceil(use.items(), plan.pageItems()));
    }

    private long chunks() {
        return ceil(use.attempts(), use.lane().chunk().orElse(plan.chunkItems()));
    }

    /** A worker that has its memory for itself works one item at a time. */
    private int functionPlaces() {
        return use.lane().memory().isPresent() ? 1 : plan.functionPlaces();
    }

    /** How long functions take that work several items at once. */
    private BigDecimal functionSeconds() {
        return each(plainTime(), functionPlaces()).add(each(use.browserTime(), plan.browserPlaces()));
    }

    private static BigDecimal each(Duration time, long places) {
        return seconds(time).divide(whole(places), MathContext.DECIMAL64);
    }

    private BigDecimal functionGb() {
        return use.lane().memory().map(Billing::gigabytes).orElse(plan.functionGb());
    }

    /** As many as a task has memory for. */
    private long taskPlaces() {
        return use.lane()
                .memory()
                .map(bytes -> Math.max(1, plan.taskGb().multiply(GB).longValue() / bytes))
                .orElse((long) plan.taskPlaces());
    }

    private BigDecimal taskGb() {
        return use.lane().memory().map(Billing::gigabytes).orElse(plan.taskGb()).max(plan.taskGb());
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9);
    }

    private static BigDecimal gigabytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(GB, DIVISION_SCALE, RoundingMode.HALF_UP);
    }

    private static BigDecimal whole(long number) {
        return BigDecimal.valueOf(number);
    }

    private static long ceil(long number, long by) {
        return Math.ceilDiv(number, by);
    }
}
