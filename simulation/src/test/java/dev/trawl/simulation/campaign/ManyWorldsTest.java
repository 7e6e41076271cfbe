package dev.trawl.simulation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.simulation.Fault;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The promise: whatever goes wrong, nothing is lost, nothing is twice, and everything ends. */
final class ManyWorldsTest {
    private static final SeedRange SEEDS = new SeedRange(1, 20_000);
    private static final int PROCESSES = 2;
    private static final int TOLD_EVERY_SECONDS = 20;

    private static final Tally TALLY = new Tally();

    @BeforeAll
    static void simulate() throws IOException, InterruptedException {
        try (Campaign campaign = new Campaign(
                        Launch.likeThisProcess(), PROCESSES, Thread.ofVirtual().factory(), Campaign.WORLD_MAX);
                ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().factory())) {
            var _ = teller.scheduleAtFixedRate(
                    () -> System.err.println("Simulated " + TALLY.standing()),
                    TOLD_EVERY_SECONDS,
                    TOLD_EVERY_SECONDS,
                    TimeUnit.SECONDS);
            campaign.run(SEEDS, TALLY);
            teller.shutdownNow();
        }
        System.err.println("Simulated " + TALLY.standing() + ", digest " + Long.toHexString(TALLY.digest()));
    }

    @Test
    void no_world_breaks_an_invariant() {
        assertThat(TALLY.standing().worlds()).isEqualTo(SEEDS.size());
        assertThat(TALLY.broken().values())
                .as("trawl simulate --seeds SEED says what leads to it")
                .isEmpty();
    }

    @Test
    void twenty_things_go_wrong_in_a_world() {
        assertThat(TALLY.standing().faults()).isGreaterThanOrEqualTo(20 * SEEDS.size());
        assertThat(TALLY.faults()).containsOnlyKeys(Fault.values());
    }

    @Test
    void everything_that_can_become_of_a_run_or_an_item_does() {
        assertThat(TALLY.missed()).isEmpty();
    }
}
