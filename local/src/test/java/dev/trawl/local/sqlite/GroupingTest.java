package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.port.Accepted;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.Effects;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.core.port.Settled;
import dev.trawl.core.port.Settlement;
import dev.trawl.core.port.Verdict;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a group commits: here outcomes that nobody waits for would wait for others for an hour. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GroupingTest {
    private static final RunId RUN = new RunId("run-1");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    private Path folder;

    private SqliteLedger ledger;

    @BeforeEach
    void open() throws SQLException {
        Db db = LedgerFile.writer(folder.resolve("trawl.db"));
        KnownKeys keys = KnownKeys.open(db, Optional.empty());
        ledger = new SqliteLedger(
                db,
                keys,
                PageRoom.STANDARD,
                (_, _) -> {},
                group -> new Writer(db, group, _ -> {}, Duration.ofHours(1)));
        NewRun run = new NewRun(
                RUN,
                SampleJob.of(new NumberSource(0, 1), (_, _) -> Outcome.DONE),
                Json.of(Json.object()),
                Optional.empty(),
                NOW);
        assertThat(ledger.accept(run)).isInstanceOf(Accepted.Taken.class);
    }

    @AfterEach
    void close() throws SQLException {
        ledger.close();
    }

    @Test
    void a_chain_of_emitted_items_waits_for_nobody_and_costs_one_commit_a_hop() throws Exception {
        list(1);
        long before = ledger.written().commits();
        for (int hop = 1; hop <= 20; hop++) {
            OpenItem only = due().getFirst();
            Item next = item("hop-" + hop);
            CompletableFuture<Settled> settled =
                    settle(only, new Effects(List.of(), List.of(), List.of(next), Stats.NONE));
            assertThat(settled.get(10, TimeUnit.SECONDS)).isInstanceOf(Settled.Applied.class);
        }
        assertThat(ledger.written().commits() - before).isEqualTo(20);
    }

    @Test
    void outcomes_wait_for_those_that_are_under_way_and_commit_with_the_last_of_them() throws Exception {
        list(300);
        list(1, 1);
        List<OpenItem> open = due();
        assertThat(open).hasSize(301);
        long before = ledger.written().commits();
        List<CompletableFuture<Settled>> settled = new ArrayList<>();
        for (OpenItem item : open.subList(0, 300)) {
            settled.add(settle(item, Effects.NONE));
        }
        // A question is answered in the order of the changes, and needs no commit.
        assertThat(ledger.holds()).isEmpty();
        assertThat(settled).noneMatch(CompletableFuture::isDone);

        settled.add(settle(open.getLast(), Effects.NONE));
        for (CompletableFuture<Settled> each : settled) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isInstanceOf(Settled.Applied.class);
        }
        assertThat(ledger.written().commits() - before).isEqualTo(1);
    }

    @Test
    void no_item_costs_a_row_of_its_own() {
        Written before = ledger.written();
        list(1_000);
        for (OpenItem item : due()) {
            var _ = settle(item, Effects.NONE);
        }
        assertThat(due()).isEmpty();

        Written after = ledger.written();
        assertThat(after.rows() - before.rows()).isLessThan(40);
        assertThat(after.bytes() - before.bytes()).isLessThan(60_000);
    }

    private void list(int items) {
        list(0, items);
    }

    private void list(long page, int items) {
        List<Item> content = new ArrayList<>();
        for (int n = 0; n < items; n++) {
            content.add(item(page + "-" + n));
        }
        ledger.list(RUN, page, new PageContent(content, Optional.of("page-" + page), true, Long.MAX_VALUE, Stats.NONE));
    }

    private List<OpenItem> due() {
        return ledger.due(new DueQuery(RUN, NOW, 0, 1_000, 1_000_000)).items();
    }

    private CompletableFuture<Settled> settle(OpenItem item, Effects effects) {
        Verdict done = new Verdict.Done(Optional.empty());
        return ledger.settle(new Settlement(
                        RUN,
                        1,
                        item.number(),
                        item.version(),
                        done,
                        1,
                        Duration.ofMillis(3),
                        Instant.EPOCH,
                        Duration.ZERO,
                        effects))
                .toCompletableFuture();
    }

    private static Item item(String key) {
        return new Item(key, Json.of(Json.tree(key)));
    }
}
