package dev.trawl.testkit;

import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.Due;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.Ledger;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Records;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.core.port.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A ledger under test, and what is asked of it in one line. */
abstract class LedgerQuestions {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final RunId RUN = new RunId("r1");

    /** The ledger under test; the same one until it is reopened. */
    protected abstract Ledger ledger();

    /** What it holds. */
    protected abstract Records records();

    /** Closes the ledger and opens it again, as another process would. */
    protected abstract void reopen();

    static Job job() {
        return SampleJob.of(new NumberSource(0, 1), (_, _) -> Outcome.DONE);
    }

    Accepted accept(RunId id, Optional<String> cause) {
        return ledger().accept(new NewRun(id, job(), Json.parse("{}"), cause, NOW));
    }

    int list(long page, Optional<String> next, String... keys) {
        return ledger().list(RUN, page, new PageContent(items(keys), next, false, Long.MAX_VALUE, Stats.NONE))
                .added();
    }

    int listDistinct(long page, Optional<String> next, String... keys) {
        return ledger().list(RUN, page, new PageContent(items(keys), next, true, Long.MAX_VALUE, Stats.NONE))
                .added();
    }

    static List<Item> items(String... keys) {
        return Arrays.stream(keys)
                .map(key -> new Item(key, Json.parse("\"value of " + key + "\"")))
                .toList();
    }

    Due due() {
        return ledger().due(new DueQuery(RUN, NOW, 0, 100, 100_000));
    }

    static List<String> keys(Due due) {
        return due.items().stream().map(item -> item.item().key()).toList();
    }

    static Verdict done() {
        return new Verdict.Done(Optional.empty());
    }

    Settled settle(OpenItem item, Verdict verdict) {
        return settle(item, verdict, Effects.NONE);
    }

    Settled settle(OpenItem item, Verdict verdict, Effects effects) {
        return settle(item, verdict, effects, 1);
    }

    Settled settle(OpenItem item, Verdict verdict, Effects effects, int epoch) {
        return ledger().settle(new Settlement(
                        RUN,
                        epoch,
                        item.number(),
                        item.version(),
                        verdict,
                        item.attempts() + 1,
                        Duration.ofMillis(5),
                        NOW,
                        Duration.ZERO,
                        effects))
                .toCompletableFuture()
                .join();
    }

    void settleLater(OpenItem item, Verdict verdict) {
        var _ = ledger().settle(new Settlement(
                RUN,
                1,
                item.number(),
                item.version(),
                verdict,
                item.attempts() + 1,
                Duration.ofMillis(5),
                NOW,
                Duration.ZERO,
                Effects.NONE));
    }

    Turned close(int generation) {
        return close(generation, records().run(RUN).orElseThrow().epoch());
    }

    Turned close(int generation, int epoch) {
        return ledger().turn(RUN, new Turn.Close(generation, epoch, RunState.SUCCEEDED, Json.parse("{}"), NOW));
    }

    Turned redrive(Optional<String> reason) {
        return ledger().turn(RUN, new Turn.Redrive(reason, List.of(), NOW));
    }
}
