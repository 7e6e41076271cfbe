package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.port.LedgerStopped;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A commit that fails is the last one, and everybody hears of it. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WriterTest {
    @Test
    void whoever_waits_for_a_commit_that_failed_is_told_and_so_is_everybody_after() throws Exception {
        CompletableFuture<LedgerStopped> told = new CompletableFuture<>();
        Writer writer =
                new Writer(new Db(DriverManager.getConnection("jdbc:sqlite::memory:")), new FullDisk(), told::complete);
        assertThatThrownBy(() -> writer.now(() -> 1)).isInstanceOf(LedgerStopped.class);
        assertThat(told.get(5, TimeUnit.SECONDS)).hasMessageContaining("disk full");
        assertThatThrownBy(() -> writer.now(() -> 2)).isInstanceOf(LedgerStopped.class);
        writer.close();
    }

    /** What ends a group fails, as on a disk that is full. */
    private static final class FullDisk implements Changes.Group {
        @Override
        public void beforeCommit() throws SQLException {
            throw new SQLException("disk full");
        }

        @Override
        public void committed() {
            throw new IllegalStateException("It was not committed");
        }

        @Override
        public boolean urgent() {
            return false;
        }

        @Override
        public int underWay() {
            return 0;
        }
    }
}
