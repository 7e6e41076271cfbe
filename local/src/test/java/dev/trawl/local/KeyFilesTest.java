package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Json;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.port.Turn;
import dev.trawl.core.port.Turned;
import dev.trawl.local.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a run that is too large for memory: derived from the ledger, whatever becomes of their files. */
@Timeout(60)
final class KeyFilesTest {
    private static final RunId RUN = new RunId("r1");

    /** More than memory takes: one file is made of the first of them. */
    private static final int LARGE = 400_000;

    @TempDir
    private Path data;

    @Test
    void keys_are_known_after_a_restart_with_their_files_without_them_and_with_damaged_ones() throws Exception {
        try (SqliteLedger ledger = open()) {
            listing(ledger, false).accept();
            assertThat(listing(ledger, false).list(0, 0, LARGE)).isEqualTo(LARGE);
        }
        assertThat(files()).isNotEmpty();
        try (SqliteLedger ledger = open()) {
            assertThat(listing(ledger, false).list(40, LARGE - 20_000, LARGE + 10_000))
                    .isEqualTo(10_000);
        }
        for (Path file : files()) {
            Files.write(file, new byte[64]);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(listing(ledger, false).list(43, 0, 30_000)).isZero();
        }
        for (Path file : files()) {
            Files.delete(file);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(listing(ledger, false).list(46, LARGE, LARGE + 20_000)).isEqualTo(10_000);
        }
    }

    @Test
    void files_that_know_of_items_that_were_never_committed_lose_none_of_them() throws Exception {
        try (SqliteLedger ledger = open()) {
            listing(ledger, false).accept();
            listing(ledger, false).list(0, 0, 100_000);
        }
        Path committed = data.resolve("committed.db");
        Files.copy(file(), committed);
        try (SqliteLedger ledger = open()) {
            listing(ledger, false).list(10, 100_000, LARGE);
        }
        assertThat(files()).isNotEmpty();
        // As if the process had died before the later pages were durable.
        Files.move(committed, file(), StandardCopyOption.REPLACE_EXISTING);
        try (SqliteLedger ledger = open()) {
            assertThat(files()).isEmpty();
            assertThat(listing(ledger, false).list(10, 100_000, 150_000)).isEqualTo(50_000);
        }
    }

    @Test
    void a_distinct_source_needs_no_index_of_its_keys() throws Exception {
        try (SqliteLedger ledger = open()) {
            listing(ledger, true).accept();
            assertThat(listing(ledger, true).list(0, 0, LARGE)).isEqualTo(LARGE);
            assertThat(data.resolve("keys")).doesNotExist();
        }
    }

    @Test
    void the_files_go_when_the_run_closes() throws Exception {
        try (SqliteLedger ledger = open()) {
            listing(ledger, false).accept();
            listing(ledger, false).list(0, 0, LARGE);
            assertThat(files()).isNotEmpty();
            end(ledger);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void the_files_go_too_when_the_run_closes_in_a_process_that_did_not_need_them() throws Exception {
        try (SqliteLedger ledger = open()) {
            listing(ledger, false).accept();
            listing(ledger, false).list(0, 0, LARGE);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(files()).isNotEmpty();
            end(ledger);
            assertThat(files()).isEmpty();
        }
    }

    private static void end(SqliteLedger ledger) {
        Turned.Applied cancelled = (Turned.Applied) ledger.turn(RUN, new Turn.Cancel());
        int epoch = cancelled.run().epoch();
        ledger.turn(RUN, new Turn.Close(1, epoch, RunState.CANCELLED, Json.parse("{}"), LargeListing.NOW));
    }

    private LargeListing listing(SqliteLedger ledger, boolean distinct) {
        return new LargeListing(ledger, RUN, distinct);
    }

    private Path file() {
        return data.resolve("trawl.db");
    }

    private SqliteLedger open() throws SQLException {
        return SqliteLedger.open(file(), (_, _) -> {}, _ -> {});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            return files.toList();
        }
    }
}
