package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.ChunkSize;
import dev.trawl.core.Item;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Job;
import dev.trawl.core.Limits;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.core.RunId;
import dev.trawl.core.RunView;
import dev.trawl.core.Tolerance;
import dev.trawl.core.Worker;
import dev.trawl.core.dispatch.Window;
import dev.trawl.testkit.NumberSource;
import dev.trawl.testkit.SampleJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was put by of a host that was too slow, when the process dies that would have called it back. */
@Timeout(120)
final class ForgottenSurplusTest {
    private static final int SLOW = Window.STANDARD.items() + 2_000;
    private static final int QUICK = 10;

    /** Much less than what was put by would rest for where nobody calls it back. */
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch quick = new CountDownLatch(QUICK);
    private final TestMachines machines = new TestMachines();

    @Test
    void the_next_process_works_it_at_once() throws Exception {
        Limits limits = new Limits(100, 1, Limits.DEFAULT.timeout(), Limits.DEFAULT.deadline(), Optional.empty());
        Job job = SampleJob.of(
                "sample",
                new Job.Rules(limits, Retry.DEFAULT, Tolerance.ANY, ChunkSize.AUTO),
                new NumberSource(SLOW + QUICK, 1_000),
                new SlowAtFirst());
        try (machines) {
            machines.open(data);
            RunId run = machines.start(job);
            quick.await();
            machines.close();

            Machine next = machines.open(data);
            next.takeUp(run);
            RunView end = next.awaitQuiet(run, SOON);
            assertThat(end.counts().done()).isEqualTo(SLOW + QUICK);
        }
    }

    /** One host answers nobody while the first process lives. */
    private final class SlowAtFirst implements Worker {
        @Override
        public Outcome work(Item item, ItemContext context) throws InterruptedException {
            if (!slow(item)) {
                quick.countDown();
            } else if (machines.first()) {
                never.await();
            }
            return Outcome.DONE;
        }

        @Override
        public Optional<String> budgetKey(Item item) {
            return Optional.of(slow(item) ? "slow.example" : "quick.example");
        }

        private boolean slow(Item item) {
            return Integer.parseInt(item.key()) < SLOW;
        }
    }
}
