package dev.trawl.local;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Lists numbers into a ledger, page after page, without working any. */
record LargeListing(Ledger ledger, RunId run, boolean distinct) {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final int PER_PAGE = 10_000;

    void accept() {
        ledger.accept(new NewRun(
                run,
                SampleJob.of(new NumberSource(0, 1), (_, _) -> Outcome.DONE),
                Json.parse("{}"),
                Optional.empty(),
                NOW));
    }

    /** Lists numbers from a first one up to, and without, a last one, as the pages that come next; how many were new. */
    long list(long page, long from, long to) {
        long added = 0;
        for (long first = from; first < to; first += PER_PAGE) {
            List<Item> items = LongStream.range(first, Math.min(to, first + PER_PAGE))
                    .mapToObj(NumberSource::item)
                    .toList();
            PageContent content = new PageContent(items, Optional.of("t" + page), distinct, Long.MAX_VALUE, Stats.NONE);
            added += ledger.list(run, page, content).added();
            page++;
        }
        return added;
    }
}
