package dev.trawl.local;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.dispatch.Window;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A process of its own in whose ledger far more payload waits than it has memory: all failed once. It fills a window. */
final class LargeWaiting {
    static final int ITEMS = 2_000;
    static final int PAYLOAD_BYTES = 64_000;

    private static final int PER_PAGE = 50;
    private static final RunId RUN = new RunId("r1");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String PADDING = "x".repeat(PAYLOAD_BYTES);

    private LargeWaiting() {}

    /** Has the items wait, and asks for them, in the folder that is given. */
    public static void main(String[] arguments) throws Exception {
        try (SqliteLedger ledger =
                SqliteLedger.open(Path.of(arguments[0]).resolve("trawl.db"), (_, _) -> {}, _ -> {})) {
            ledger.accept(new NewRun(
                    RUN,
                    SampleJob.of(new NumberSource(0, 1), (_, _) -> Outcome.DONE),
                    Json.parse("{}"),
                    Optional.empty(),
                    NOW));
            for (int page = 0; page < ITEMS / PER_PAGE; page++) {
                fail(ledger, page);
            }
            Due due = ledger.due(query(NOW.plusSeconds(1)));
            System.out.println("handed out " + due.items().size() + ", more " + due.more());
        }
    }

    private static void fail(SqliteLedger ledger, long page) {
        List<Item> items = LongStream.range(page * PER_PAGE, (page + 1) * PER_PAGE)
                .mapToObj(n -> new Item("item-" + n, Json.of(Json.tree(PADDING + n))))
                .toList();
        ledger.list(RUN, page, new PageContent(items, Optional.of("t" + page), true, Long.MAX_VALUE, Stats.NONE));
        ledger.due(query(NOW.minusSeconds(1))).items().stream()
                .map(item -> ledger.settle(failed(item)).toCompletableFuture())
                .toList()
                .forEach(settled -> settled.join());
    }

    private static DueQuery query(Instant until) {
        return new DueQuery(RUN, until, 0, Window.STANDARD.items(), Window.STANDARD.bytes());
    }

    private static Settlement failed(OpenItem item) {
        return new Settlement(
                RUN,
                1,
                item.number(),
                item.version(),
                new Verdict.Waiting(NOW),
                1,
                Duration.ofMillis(1),
                NOW,
                Duration.ZERO,
                Effects.NONE);
    }
}
