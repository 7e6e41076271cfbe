package dev.trawl.local.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that a worker does keeps the others from being looked at. */
@Timeout(20)
final class WatchTest {
    /** A process whose time is up once somebody walks through its folder. */
    private record Late(CountDownLatch walked, CompletableFuture<String> ended) implements Guarded {
        @Override
        public int pid() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean alive() {
            return false;
        }

        @Override
        public Phase moved(long now) {
            return ended.isDone() ? Phase.ENDING : Phase.WORKING;
        }

        @Override
        public long left(long now) {
            return walked.getCount() == 0 ? -1 : Long.MAX_VALUE;
        }

        @Override
        public void leaveWhereIdle(long now) {}

        @Override
        public CommandSettings settings() {
            return new CommandSettings(List.of("worker"), Map.of(), 200L << 20, 1L << 30, 1, Optional.empty());
        }

        @Override
        public WorkFolder folder() {
            return new WorkFolder(Path.of("nowhere"));
        }

        @Override
        public Failure end(String reason, String what) {
            ended.complete(reason);
            return new Failure(reason, what);
        }

        @Override
        public void buried() {}
    }

    @Test
    void the_time_of_a_worker_is_up_although_a_walk_through_its_folder_never_ends() throws Exception {
        Late late = new Late(new CountDownLatch(1), new CompletableFuture<>());
        try (Watch watch = new Watch(_ -> {}, _ -> late.walked().countDown())) {
            watch.start();
            watch.over(late, "TRAWL_WORKER=none");
            assertThat(late.ended().get()).isEqualTo("worker-timeout");
        }
    }
}
