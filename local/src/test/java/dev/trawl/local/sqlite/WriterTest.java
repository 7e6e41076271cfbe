package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trawl.core.port.LedgerStopped;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void what_a_caller_asked_wrongly_is_refused_and_what_breaks_in_a_change_is_the_last_one() throws Exception {
        CompletableFuture<LedgerStopped> told = new CompletableFuture<>();
        Writer writer = new Writer(
                new Db(DriverManager.getConnection("jdbc:sqlite::memory:")), new Committing(() -> {}), told::complete);
        assertThatThrownBy(() -> writer.now(() -> {
                    throw new Refused("no such run");
                }))
                .isInstanceOf(Refused.class);
        assertThat(writer.<Integer>now(() -> 1)).isEqualTo(1);
        assertThatThrownBy(() -> writer.now(() -> {
                    throw new IllegalArgumentException("counts that do not add up");
                }))
                .isInstanceOf(LedgerStopped.class);
        assertThat(told.get(5, TimeUnit.SECONDS)).hasMessageContaining("counts that do not add up");
        writer.close();
    }

    @Test
    void whoever_closes_it_waits_for_the_commit_that_is_under_way_although_interrupted() throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Writer writer = new Writer(
                new Db(DriverManager.getConnection("jdbc:sqlite::memory:")),
                new Committing(() -> {
                    committing.countDown();
                    go.await();
                }),
                _ -> {});
        CompletableFuture<Integer> change = writer.soon(() -> 1);
        committing.await();
        Thread closing = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            while (closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            go.countDown();
        });
        closing.interrupt();
        writer.close();
        assertThat(Thread.interrupted()).as("whoever interrupted is heard").isTrue();
        assertThat(change.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /** Something that may wait. */
    @FunctionalInterface
    private interface Deed {
        void run() throws InterruptedException;
    }

    /** Groups that commit, after something. */
    private record Committing(Deed before) implements Changes.Group {
        @Override
        public void beforeCommit() throws SQLException {
            try {
                before.run();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }

        @Override
        public void committed() {
            // Nobody wants to know.
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
