package dev.trawl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunId;
import dev.trawl.core.port.Signals;
import dev.trawl.testkit.SignalsContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LocalSignalsTest extends SignalsContract {
    @Override
    protected Signals open() {
        return LocalSignals.ofThreads();
    }

    @Test
    void a_waiter_that_left_leaves_nothing() throws InterruptedException {
        LocalSignals signals = LocalSignals.ofThreads();
        for (int n = 0; n < 100_000; n++) {
            RunId run = new RunId("run-" + n);
            signals.await(run, Duration.ZERO, () -> false);
            signals.publish(run);
        }

        assertThat(signals.waiting()).isZero();
    }

    @Test
    void a_wait_of_any_length_is_taken() throws InterruptedException {
        LocalSignals signals = LocalSignals.ofThreads();

        assertThat(signals.await(new RunId("r"), Duration.ofSeconds(Long.MAX_VALUE), () -> true))
                .isTrue();
    }
}
