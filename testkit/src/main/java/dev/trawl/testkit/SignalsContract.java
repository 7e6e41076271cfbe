package dev.trawl.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.RunId;
import dev.trawl.core.port.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all signals do. */
@Timeout(60)
public abstract class SignalsContract {
    private static final RunId RUN = new RunId("r1");
    private static final Duration LONG = Duration.ofSeconds(30);

    private Signals signals;

    /** The signals under test. */
    protected abstract Signals open();

    @BeforeEach
    void make() {
        signals = open();
    }

    @Test
    void who_finds_the_condition_true_does_not_wait() throws Exception {
        assertThat(signals.await(RUN, Duration.ZERO, () -> true)).isTrue();
    }

    @Test
    void who_waits_in_vain_is_told_so_in_time() throws Exception {
        assertThat(signals.await(RUN, Duration.ofMillis(5), () -> false)).isFalse();
    }

    @Test
    void a_signal_wakes_who_waits() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch looked = new CountDownLatch(1);
        Future<Boolean> woken;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            woken = threads.submit(() -> signals.await(RUN, LONG, () -> looks(looked, over)));
            looked.await();
            over.set(true);
            signals.publish(RUN);
            assertThat(woken.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_signal_between_looking_and_waiting_is_not_lost() throws Exception {
        AtomicBoolean over = new AtomicBoolean();

        boolean woken = signals.await(RUN, LONG, () -> {
            boolean seen = over.getAndSet(true);
            signals.publish(RUN);
            return seen;
        });

        assertThat(woken).isTrue();
    }

    @Test
    void a_signal_that_changes_nothing_lets_waiters_wait_on() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        boolean woken = signals.await(RUN, LONG, () -> {
            signals.publish(RUN);
            return looks.incrementAndGet() == 5;
        });

        assertThat(woken).isTrue();
        assertThat(looks).hasValue(5);
    }

    @Test
    void a_signal_of_another_run_is_not_looked_at() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        boolean woken = signals.await(RUN, Duration.ofMillis(5), () -> {
            looks.incrementAndGet();
            signals.publish(new RunId("r2"));
            return false;
        });

        assertThat(woken).isFalse();
        assertThat(looks).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void every_waiter_of_a_run_is_woken() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch looked = new CountDownLatch(2_000);
        List<Future<Boolean>> woken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 2_000; n++) {
                woken.add(threads.submit(() -> signals.await(RUN, LONG, () -> looks(looked, over))));
            }
            looked.await();
            over.set(true);
            signals.publish(RUN);
            for (Future<Boolean> one : woken) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void no_wake_up_is_lost_however_threads_meet() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 2_000; n++) {
                RunId run = new RunId("run-" + n);
                AtomicBoolean over = new AtomicBoolean();
                Future<Boolean> woken = threads.submit(() -> signals.await(run, LONG, over::get));
                over.set(true);
                signals.publish(run);
                assertThat(woken.get(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static boolean looks(CountDownLatch looked, AtomicBoolean over) {
        boolean seen = over.get();
        looked.countDown();
        return seen;
    }
}
