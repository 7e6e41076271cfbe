package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Job;
import dev.trawl.core.RunId;
import dev.trawl.core.RunState;
import dev.trawl.core.Stats;
import dev.trawl.core.port.PageContent;
import dev.trawl.testkit.NumberSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file of the first version is brought up to date when it is opened to be written. */
@Timeout(20)
final class MigrationTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-20T12:00:00Z").plus(Job.Rules.KEEP);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws SQLException {
        file = folder.resolve("ledger.db");
        Layout1.write(file);
    }

    @Test
    void its_runs_are_there_and_go_on() throws Exception {
        try (SqliteLedger ledger = open();
                SqliteRecords records = SqliteRecords.open(file)) {
            assertThat(records.run(new RunId("closed")).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
            List<Item> items =
                    LongStream.range(5, 15).mapToObj(NumberSource::item).toList();
            PageContent next = new PageContent(items, Optional.empty(), false, Long.MAX_VALUE, Stats.NONE);
            assertThat(ledger.list(new RunId("open"), 1, next).added()).isEqualTo(5);
            assertThat(records.recount(new RunId("open")).counts().listed()).isEqualTo(15);
        }
    }

    @Test
    void who_only_reads_sees_its_runs_and_changes_nothing() throws Exception {
        try (SqliteRecords records = SqliteRecords.open(file)) {
            assertThat(records.runs(Optional.empty(), 10).items()).hasSize(2);
        }
        assertThat(number("PRAGMA user_version")).isEqualTo(1);
    }

    @Test
    void it_gives_room_back_from_then_on_and_the_table_of_keys_is_gone() throws Exception {
        open().close();
        assertThat(number("PRAGMA user_version")).isEqualTo(LedgerFile.LAYOUT);
        assertThat(number("PRAGMA auto_vacuum")).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'seen'"))
                .isZero();
        open().close();
        assertThat(number("SELECT length(secret) FROM ledger")).isEqualTo(16);
    }

    @Test
    void its_closed_runs_are_kept_for_30_days_from_their_end() throws Exception {
        try (SqliteLedger ledger = open();
                SqliteRecords records = SqliteRecords.open(file)) {
            tidy(ledger, EXPIRES.minusSeconds(1));
            assertThat(records.run(new RunId("closed"))).isPresent();
            tidy(ledger, EXPIRES);
            assertThat(records.run(new RunId("closed"))).isEmpty();
            assertThat(records.run(new RunId("open"))).isPresent();
        }
        assertThat(number("SELECT count(*) FROM cause")).isZero();
    }

    @Test
    void it_has_the_same_tables_as_a_new_file() throws Exception {
        open().close();
        Path fresh = folder.resolve("fresh.db");
        SqliteLedger.open(fresh, (_, _) -> {}, _ -> {}).close();
        assertThat(columns(file)).isEqualTo(columns(fresh));
    }

    private static void tidy(SqliteLedger ledger, Instant now) {
        boolean more = true;
        while (more) {
            more = ledger.tidy(now).toCompletableFuture().join();
        }
    }

    private SqliteLedger open() throws SQLException {
        return SqliteLedger.open(file, (_, _) -> {}, _ -> {});
    }

    private long number(String sql) throws SQLException {
        try (Db db = LedgerFile.reader(file)) {
            return db.number(sql);
        }
    }

    private static List<String> columns(Path file) throws SQLException {
        try (Db db = LedgerFile.reader(file)) {
            return db.list("""
                    SELECT s.type || ' ' || s.name || ' ' || coalesce(c.name, '') AS what
                    FROM sqlite_schema s LEFT JOIN pragma_table_info(s.name) c ORDER BY what""", row -> row.getString(1));
        }
    }
}
