package dev.trawl.bench;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Failure;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Services;
import dev.trawl.core.Worker;
import dev.trawl.core.port.Budgets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * Many hosts in one run, for real: the machine, its ledger and its budgets; only the requests are naps. One host owns the
 * first fifth of the items, one asks for 50 ms between requests, one asks to wait again and again, one fails at times.
 */
public final class Hosts {
    private static final int CONCURRENCY = 2_000;
    private static final int PER_HOST = 8;
    private static final int HOSTS = 10_000;
    private static final int SPECIAL_ITEMS = 200;
    private static final Duration SPACING = Duration.ofMillis(50);
    private static final Duration NAP = Duration.ofMillis(30);
    private static final Duration SLOT_MAX = Duration.ofSeconds(2);
    private static final Duration HOLD = Duration.ofMillis(700);
    private static final int HOLDS_EVERY = 20;
    private static final int FAILS_EVERY = 4;

    private final int items;
    private final InstantSource clock;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /** @param items of the run; a fifth belong to the host that owns most */
    public Hosts(int items, InstantSource clock) {
        this.items = items;
        this.clock = clock;
    }

    /**
     * What came of a run.
     *
     * @param breaches requests that came too early, or beside too many others
     */
    public record Result(Duration took, int breaches, int requests) {}

    /** What one host has seen. For any number of threads. */
    private static final class Host {
        private int inside;
        private int requests;
        private int breaches;
        private Instant last = Instant.MIN;
        private Instant heldFrom = Instant.MAX;
        private Instant heldUntil = Instant.MIN;

        /** A request comes. A slot that was given before the host's hold was known is none that it forbids. */
        synchronized void enter(Instant slot, Duration spacing) {
            inside++;
            requests++;
            boolean early = !spacing.isZero()
                    && !last.equals(Instant.MIN)
                    && slot.isBefore(last.plus(spacing).minusMillis(1));
            last = slot;
            if (early || inside > PER_HOST || (slot.isAfter(heldFrom) && slot.isBefore(heldUntil))) {
                breaches++;
            }
        }

        synchronized void leave() {
            inside--;
        }

        synchronized void holds(Instant from, Instant until) {
            if (until.isAfter(heldUntil)) {
                heldFrom = from;
                heldUntil = until;
            }
        }

        synchronized int requests() {
            return requests;
        }

        synchronized int breaches() {
            return breaches;
        }
    }

    /** Works everything in a folder. */
    public Result all(Path data) throws InterruptedException {
        return run(data, this::hostOf, items);
    }

    /** Works what the host that owns most has, alone. */
    public Result slowestAlone(Path data) throws InterruptedException {
        return run(data, _ -> "owns-much", items / 5);
    }

    private Result run(Path data, LongFunction<String> hostOf, int count) throws InterruptedException {
        hosts.clear();
        Limits limits = new Limits(CONCURRENCY, PER_HOST, Duration.ofSeconds(30), Duration.ofHours(1));
        Job.Rules standard = Job.Rules.DEFAULT;
        Job.Rules rules = new Job.Rules(limits, standard.retry(), standard.tolerance(), ChunkSize.AUTO);
        Bench bench = new Bench("hosts", rules, List.of(), count);
        Measured run = bench.run(
                data,
                (_, budgets) -> new Services(Map.of(Budgets.class, budgets)),
                services -> new Napping(hostOf, services.get(Budgets.class)));
        return new Result(
                Duration.ofNanos(run.nanos()),
                hosts.values().stream().mapToInt(Host::breaches).sum(),
                hosts.values().stream().mapToInt(Host::requests).sum());
    }

    private String hostOf(long number) {
        if (number < items / 5) {
            return "owns-much";
        }
        long n = number - items / 5;
        // Spread over the whole source, so that they are there from the beginning.
        long every = Math.max(4, (items - items / 5) / SPECIAL_ITEMS);
        return switch ((int) Math.min(3, n % every)) {
            case 0 -> "spaced";
            case 1 -> "asks-to-wait";
            case 2 -> "fails";
            default -> "host-" + n % HOSTS;
        };
    }

    /** Asks a host that is a nap. */
    private final class Napping implements Worker {
        private final LongFunction<String> hostOf;
        private final Budgets budgets;

        Napping(LongFunction<String> hostOf, Budgets budgets) {
            this.hostOf = hostOf;
            this.budgets = budgets;
        }

        @Override
        public Optional<String> budgetKey(Item item) {
            return Optional.of(hostOf.apply(item.value().tree().asLong()));
        }

        @Override
        public Outcome work(Item item, ItemContext context) throws InterruptedException {
            String key = hostOf.apply(item.value().tree().asLong());
            Duration spacing = key.equals("spaced") ? SPACING : Duration.ZERO;
            try (Budgets.Lease _ = budgets.lease(key, context.perHost())) {
                Instant now = clock.instant();
                Optional<Instant> slot = budgets.reserve(key, spacing, now.plus(SLOT_MAX));
                if (slot.isEmpty()) {
                    Instant free = budgets.freeAt(key);
                    return new Outcome.Unfinished(Duration.between(now, free.isAfter(now) ? free : now));
                }
                Duration wait = Duration.between(now, slot.get());
                Thread.sleep(wait.isNegative() ? Duration.ZERO : wait);
                return ask(key, spacing, slot.get(), context.attempt());
            }
        }

        private Outcome ask(String key, Duration spacing, Instant slot, int attempt) throws InterruptedException {
            Host host = hosts.computeIfAbsent(key, _ -> new Host());
            host.enter(slot, spacing);
            try {
                Thread.sleep(key.equals("owns-much") ? Duration.ofMillis(4) : NAP);
            } finally {
                host.leave();
            }
            int requests = host.requests();
            if (key.equals("asks-to-wait") && requests % HOLDS_EVERY == 0) {
                Instant until = clock.instant().plus(HOLD);
                budgets.hold(key, until);
                host.holds(clock.instant(), until);
                return new Outcome.Unfinished(HOLD);
            }
            return key.equals("fails") && attempt == 1 && requests % FAILS_EVERY == 0
                    ? new Outcome.Retry(new Failure("http-500", "It failed for now"), Duration.ZERO)
                    : Outcome.DONE;
        }
    }
}
