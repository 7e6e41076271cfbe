package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.core.OpenItem;
import dev.trawl.core.Outcome;
import dev.trawl.core.RunId;
import dev.trawl.core.Stats;
import dev.trawl.core.port.DueQuery;
import dev.trawl.core.port.NewRun;
import dev.trawl.core.port.PageContent;
import dev.trawl.local.sqlite.SqliteLedger;
import dev.trawl.local.sqlite.SqliteLedger.InFlight;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The items that were in flight at a crash, as the ledger counts their crashes. */
final class SuspectsTest {
    private static final RunId RUN = new RunId("r1");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path folder;

    private long process = 1;

    @Test
    void a_crash_counts_for_an_item_that_was_alone_and_a_kept_step_ends_the_row() throws SQLException {
        try (SqliteLedger ledger = open()) {
            take(ledger);
        }
        assertThat(crashed().crashes()).isEqualTo(2);
        assertThat(crashed().crashes()).isEqualTo(3);
        try (SqliteLedger ledger = open()) {
            ledger.keep(RUN, due(ledger), "step", Json.parse("1"));
        }
        assertThat(crashed().crashes()).isEqualTo(2);
    }

    @Test
    void the_death_of_a_process_counts_once_although_the_next_one_dies_before_it_forgot_it() throws SQLException {
        try (SqliteLedger ledger = open()) {
            take(ledger);
        }
        crashed();
        process--;
        assertThat(crashed().crashes()).isEqualTo(2);
    }

    private static void take(SqliteLedger ledger) {
        ledger.accept(new NewRun(
                RUN,
                SampleJob.of(new NumberSource(1, 1), (_, _) -> Outcome.DONE),
                Json.parse("{}"),
                Optional.empty(),
                NOW));
        Item item = new Item("a", Json.parse("1"));
        ledger.list(RUN, 0, new PageContent(List.of(item), Optional.empty(), true, 10, Stats.NONE));
    }

    /** The item after a process that died with it alone in flight. */
    private OpenItem crashed() throws SQLException {
        try (SqliteLedger ledger = open()) {
            process = ledger.suspect(List.of(new InFlight(number(ledger), 0)), process);
            return due(ledger);
        }
    }

    private static long number(SqliteLedger ledger) {
        AtomicLong known = new AtomicLong();
        ledger.open(RUN, (_, number) -> known.set(number));
        return known.get();
    }

    private static OpenItem due(SqliteLedger ledger) {
        return ledger.due(new DueQuery(RUN, NOW, 0, 10, 1_000_000)).items().getFirst();
    }

    private SqliteLedger open() throws SQLException {
        return SqliteLedger.open(folder.resolve("trawl.db"), (_, _) -> {}, _ -> {});
    }
}
